class A:
    __slots__ = ('a', 'b', '__c')
    def __init__(self): self.a = 1; self.__c = 3
    def c(self): return self.__c
x = A()
print(x.a, x.c(), A.a, hasattr(x, 'b'), hasattr(x, '__dict__'), A.__slots__)
try: x.b
except AttributeError as e: print(e)
try: x.z = 1
except AttributeError as e: print(e)
x.b = 5; del x.b
try: del x.b
except AttributeError as e: print(e)
class B(A):
    __slots__ = ['d', '__dict__']
y = B(); y.d = 1; y.q = 2; y.a = 3
print(y.__dict__, y.d, y.a, sorted(n for n in dir(y) if not n.startswith('__')))
class C(A): pass
z = C(); z.anything = 1; print(z.__dict__)
class E: __slots__ = ()
class F(E, A): __slots__ = ()
print(F().a)
class G: __slots__ = {'x': 'doc of x'}
print(G.__slots__, G.x)
class S: __slots__ = 'single'
s = S(); s.single = 1; print(s.single)
class I: __slots__ = (n for n in 'pq')
i = I(); i.p = 1; print(i.p)
