class A:
    def __init__(self): self.log = []
    def __getattribute__(self, n):
        if n == 'dyn': return 'D'
        return super().__getattribute__(n)
a = A(); print(a.dyn, a.log, getattr(a, 'no', 'def'), hasattr(a, 'q'))
class B:
    x = property(lambda s: s._x, lambda s, v: setattr(s, '_x', v))
b = B(); b.x = 1; b.x += 4; print(b.x, b.__dict__)
class C:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): return self if o is None else o.__dict__.setdefault(self.n, 99)
class D: c = C(); d = c
print(D().c, D.c.n, D.d.n)
