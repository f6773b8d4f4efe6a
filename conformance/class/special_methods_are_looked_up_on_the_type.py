class Thing:
    def __len__(self): return 3
    def __getitem__(self, key): return key
    def __call__(self, *a, **k): return a, k
    def __contains__(self, item): return item == 'in'
    def __bool__(self): return False
    def __index__(self): return 2
    def __repr__(self): return '<thing>'
    def __format__(self, spec): return f'formatted {spec}'
    def __iter__(self): return iter('abc')
    def __reversed__(self): return 'backwards'
t = Thing()
t.__len__ = lambda: 99
print(len(t), t[1:2, ...], t(1, k=2), 'in' in t, bool(t), [10, 20, 30][t], t, f'{t:x}', list(t), reversed(t), hex(t), 'abcdef'[t:])
