class A:
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
a = A(); a.x = 4; print(a.x); del a.x
try: a.x
except AttributeError as e: print(e)
print(A.x.__doc__, A.x.fget.__name__, A.x.__name__, A.x.fset is not None)
p = property(lambda s: 1, doc='given')
print(p.__doc__, p.getter(lambda s: 2).__doc__)
try: p.__get__(1).foo
except AttributeError as e: print(e)
class B:
    q = property(lambda self: 7)
    r = property(None, lambda self, v: None)
for f in (lambda: setattr(B(), 'q', 1), lambda: delattr(B(), 'q'), lambda: B().r, lambda: property().__get__(3), lambda: property().__set__(3, 4)):
    try: f()
    except AttributeError as e: print(e)
class P(property):
    """P doc"""
class E:
    @P
    def z(self):
        "z doc"
        return 1
print(E.z.__doc__, type(E.z), E().z, P.__doc__)
