class Base: pass
class Other: pass
class A(Base): pass
A.__bases__ = (Other,)
print(A.__mro__, Base.__subclasses__(), Other.__subclasses__())
Other.z = 9; print(A().z, A.z)
class B(A): pass
Base.w = 3
A.__bases__ = (Base, Other)
print(B().w, B().z, [c.__name__ for c in B.__mro__])
class M(type):
    def mro(cls): print('mro', cls.__name__); return [cls, Base, object]
class C(Other, metaclass=M): pass
print(C.__mro__, C.w, hasattr(C, 'z'))
