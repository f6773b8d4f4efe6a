from abc import ABC, ABCMeta, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def g(self): ...
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: A())
class B(A):
    def f(self): return 1
t(lambda: B())
class C(B):
    g = 5
t(lambda: C().f()); print(sorted(A.__abstractmethods__), C.__abstractmethods__)
class D: pass
A.register(D); print(isinstance(D(), A), issubclass(D, A), issubclass(int, A))
t(lambda: A.register(5)); t(lambda: D.register)
class H(ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is H: return any('__foo__' in k.__dict__ for k in c.__mro__)
        return NotImplemented
class F:
    def __foo__(self): pass
print(isinstance(F(), H), issubclass(int, H), isinstance(5, H))
class H2(ABC): pass
class H3(H2): pass
H3.register(str); print(issubclass(str, H2), isinstance('a', H2))
t(lambda: issubclass(5, H2)); t(lambda: H2.register(H2)); 
t(lambda: H3.register(H2))
