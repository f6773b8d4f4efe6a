class A: pass
a = A(); a.x = 1; a.y = 2
print(a.__dict__, vars(a))
a.__dict__['z'] = 3; print(a.z)
d = {'q': 1}; a.__dict__ = d; print(a.q, a.__dict__ is d); a.r = 2; print(d)
class B: pass
a.__class__ = B
print(type(a), a.q)
b = B(); b.m = 1; b.__class__ = A; print(type(b) is A, b.m, b.__dict__)
print(A.__dict__['__dict__'], A.__dict__['__weakref__'], type(A.__dict__), list(A.__dict__))
A.f = lambda self: 'f'; print(b.f()); del A.f
try: b.f()
except AttributeError as e: print(e)
A.__name__ = 'Z'; A.__qualname__ = 'Q'; print(A, A.__name__)
