def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class M(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return 'yes'
class A(metaclass=M): pass
class P:
    @property
    def __class__(self): return int
class Q:
    __bases__ = ()
class R:
    __bases__ = 5
class B(A): pass
for o in (5, 6, A(), True, P(), None, int):
    for c in (int, A, (A, str), (int,(str,(A,))), 5, (5,), (int,5), (), Q(), R(), int|str, int|None, None, type, object, list[int]):
        t(lambda: isinstance(o, c))
for o in (int, bool, A, B, 5, Q(), R(), P, None, list[int]):
    for c in (int, A, (A, str), (int,(str,)), 5, (5,), (), Q(), R(), int|str, object, None, list[int]):
        t(lambda: issubclass(o, c))
t(lambda: isinstance(1)); t(lambda: isinstance(1,int,3)); t(lambda: isinstance(obj=1, class_or_tuple=int))
