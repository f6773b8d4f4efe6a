class A:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        print('sub', cls.__name__, tag)
class B(A, tag='t'): pass
class C(B): pass
print(B.tag, C.tag)
try:
    class D(A, bad=1): pass
except TypeError as e: print(e)
class R:
    registry = []
    def __init_subclass__(cls): R.registry.append(cls.__name__)
class X(R): pass
class Y(X): pass
print(R.registry)
