class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __hash__(self): return hash(self.x)
    def __lt__(self, o): return self.x < o.x
    def __repr__(self): return f'V({self.x})'
    def __bool__(self): return bool(self.x)
    def __len__(self): return self.x
    def __call__(self, *a, **k): return a, k
    def __contains__(self, i): return i == self.x
    def __getitem__(self, k): return ('item', k)
    def __iter__(self): return iter([self.x])
    def __add__(self, o): return V(self.x + o.x)
    def __radd__(self, o): return V(o + self.x)
    def __format__(self, s): return f'<{s}>'
    def __enter__(self): print('enter'); return self
    def __exit__(self, *a): print('exit', a[0]); return True
v = V(3)
print(v == V(3), v != V(3), v != V(4), {v: 1}[V(3)], v < V(4), sorted([V(2), V(1)]), not V(0), len(v), v(1, a=2), 3 in v, v[1:2], list(v), v + V(1), 1 + v, f'{v:abc}', max([V(1), V(5)]))
with v as w: raise ValueError
print(str(v), '%s' % v, repr(v))
