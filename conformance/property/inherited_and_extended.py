class Temp:
    def __init__(self, c): self.c = c
    @property
    def f(self): return self.c * 9 / 5 + 32
    @f.setter
    def f(self, v): self.c = (v - 32) * 5 / 9
t = Temp(100); print(t.f); t.f = 32; print(t.c)
class Sub(Temp):
    @Temp.f.getter
    def f(self): return 'sub'
    @property
    def g(self): return super().f
s = Sub(0); print(s.f, s.g); s.f = 212; print(s.c)
class V:
    def __init__(self): self._d = {}
    def __getitem__(self, k): return self._d[k]
    def __setitem__(self, k, v): self._d[k] = v
    def __delitem__(self, k): del self._d[k]
    def __missing__(self, k): return 0
v = V(); v['a'] = 1; v['a'] += 5; print(v['a']); del v['a']
try: v['a']
except KeyError as e: print('KeyError', e)
