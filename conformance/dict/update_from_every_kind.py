class M:
    def keys(self):
        return ['a', 'b']
    def __getitem__(self, k):
        return k * 2

d = dict(M(), c=1)
d.update([('d', 2), ['e', 3], 'fg'])
d.update(M(), a=0)
d |= {'h': 1}
d |= (pair for pair in [('i', 2)])
print(d)
for bad in (5, [1], ['abc'], [(1, 2, 3)]):
    try:
        dict(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e, getattr(e, '__notes__', None))
