class A:
    def f(self): return 'A'
    @classmethod
    def c(cls): return 'A.c ' + cls.__name__
    @staticmethod
    def s(): return 'A.s'
class B(A):
    def f(self): return 'B' + super().f()
    @classmethod
    def c(cls): return 'B.c ' + super().c()
    @staticmethod
    def s(): return 'B.s ' + A.s()
class C(A):
    def f(self): return 'C' + super().f()
class D(B, C):
    def f(self): return 'D' + super().f()
print(D().f(), D.c(), D.s(), D().c())
print([k.__name__ for k in D.__mro__], D.__bases__, D.__base__)
print(super(B, D()).f(), super(B, D).f(D()), super(D, D).c())
s = super(B, D())
print(s.__thisclass__, s.__self_class__, type(s.__self__))
print(repr(super(B, D())), repr(super(B)))
u = super(B)
print(u.__self__, u.__get__(D()).f())
try: super(B, D()).nope
except AttributeError as e: print(e, e.name)
print(A.__subclasses__(), issubclass(D, A), isinstance(D(), C))
