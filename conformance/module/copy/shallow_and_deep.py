import copy
class Node:
    def __init__(self, value): self.value, self.next = value, self
    def __repr__(self): return f'Node({self.value!r})'
original = {'list': [1, [2]], 'node': Node([3])}
shallow, deep = copy.copy(original), copy.deepcopy(original)
original['list'][1].append('changed')
original['node'].value.append('changed')
print(shallow, deep, deep['node'].next is deep['node'], copy.copy(5) is 5 or True, copy.deepcopy((1, (2,))))
class Custom:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep copied'
print(copy.copy(Custom()), copy.deepcopy([Custom()]))
