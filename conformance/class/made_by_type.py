print(type('X', (), {'a': 1}).a, type('X', (int,), {})(3) + 1)
X = type('X', (), {'__module__': 'mm', '__doc__': 'dd', '__qualname__': 'Outer.X'})
print(X, X.__doc__, X.__module__, X.__name__, X.__qualname__, X())
class O:
    class I:
        def m(self): pass
print(O.I, O.I.__qualname__, O.I.m.__qualname__, O.I().m.__qualname__)
def fn():
    class L: pass
    return L
print(fn(), fn().__qualname__)
print(isinstance(3, int), isinstance(True, int), isinstance(3, (str, int)), issubclass(bool, int), isinstance(int, type), isinstance(type, type), isinstance(None, type(None)))
class Dunder:
    "has doc"
print(Dunder.__doc__, Dunder.__module__, Dunder.__firstlineno__, Dunder.__static_attributes__)
class St:
    def f(self): self.a = 1; self.b = 2
print(sorted(St.__static_attributes__), St.__type_params__, St.__mro__)
