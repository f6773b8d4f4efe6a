class A:
    __slots__ = ('x',)
class B(A):
    __slots__ = ('y',)
    def __init__(self): self.x = 1; self.y = 2
b = B(); print(b.x, b.y)
for n in ('x', 'y', 'z'):
    try: delattr(b, n); print('del', n)
    except AttributeError as e: print(e)
try: getattr(b, 'x')
except AttributeError as e: print(e)
print(A.x.__get__(b, B) if hasattr(b, 'x') else 'none', A.x.__name__, A.x.__objclass__, A.x.__doc__, repr(A.x))
class I(int): __slots__ = ()
try: I(1).a = 1
except AttributeError as e: print(e)
class L(list): __slots__ = ('tag',)
l = L([1]); l.tag = 't'; print(l, l.tag)
try: l.u = 1
except AttributeError as e: print(e)
class Dd(dict): __slots__ = ('meta',)
d = Dd(a=1); d.meta = 5; print(d, d.meta)
class E(Exception): __slots__ = ('code',)
e = E('m'); e.code = 4; e.other = 5; print(e.code, e.other, e.args)
class T(str): __slots__ = ()
print(T('abc').upper())
try:
    class Bad(A, B): pass
except TypeError as e: print(e)
class P: __slots__ = ('p',)
class Q: __slots__ = ('q',)
try:
    class PQ(P, Q): pass
except TypeError as e: print(e)
