from collections import OrderedDict
d = OrderedDict.fromkeys('abcd')
d.move_to_end('a')
d.move_to_end('d', last=False)
print(d, list(reversed(d)), d.popitem(last=False), d.popitem())
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1})
print(d.keys(), d.values(), d.items())
