import sys
class Counter:
    instances = 0
    def __new__(cls, *args, **kw):
        self = super().__new__(cls)
        Counter.instances += 1
        return self
    def __init__(self, *args, **kw): self.a, self.k = args, kw
c = Counter(1, 2, x=3); print(c.a, c.k, Counter.instances)
class Singleton(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class S(metaclass=Singleton):
    def __init__(self, v): self.v = v
print(S(1) is S(2), S(3).v)
class Reg(type):
    reg = []
    def __init__(cls, n, b, ns): super().__init__(n, b, ns); Reg.reg.append(n)
class R1(metaclass=Reg): pass
class R2(R1): pass
print(Reg.reg, type(R2))
class Both(S, metaclass=type('M2', (Singleton,), {})): pass
print(type(Both).__name__, type(Both).__mro__[1].__name__)
