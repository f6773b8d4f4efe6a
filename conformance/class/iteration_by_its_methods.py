class Node:
    def __init__(self, v, n=None): self.v, self.n = v, n
    def __iter__(self):
        x = self
        while x is not None: yield x.v; x = x.n
    def __len__(self): return sum(1 for _ in self)
    def __contains__(self, v): return any(x == v for x in self)
    def __reversed__(self): return iter(list(self)[::-1])
    def __getitem__(self, i):
        if isinstance(i, slice): return list(self)[i]
        for j, v in enumerate(self):
            if i == j: return v
        raise IndexError(i)
n = Node(1, Node(2, Node(3)))
print(list(n), len(n), 2 in n, 5 in n, list(reversed(n)), n[1], n[:2], bool(n), max(n), sorted(n, reverse=True), [*n], (lambda *a: a)(*n))
a, *b = n; print(a, b)
x, y, z = n; print(x, y, z)
