class A:
    def m(self, x): 'mdoc'; return (self.n, x)
    n = 4
a = A()
b = a.m
print(b(1), b.__self__ is a, b.__func__ is A.m, b.__name__, b.__doc__, b == a.m, b is a.m, hash(b) == hash(a.m), b.__qualname__)
print(A.m(a, 2))
try: b.foo = 1
except AttributeError as e: print(e)
A.m.attr = 'shine'; print(b.attr)
print({a.m: 1}[a.m], a.m != A().m)
print(repr(A.m)[:16], repr(b)[:30])
try: A.m()
except TypeError as e: print(e)
try: a.m()
except TypeError as e: print(e)
try: a.m(1, 2)
except TypeError as e: print(e)
