class A:
    x: int = 1
    y: 'str'
    def f(self, a: int, b: list[int] = None) -> str: ...
print(A.__annotations__, A.f.__annotations__)
def g(a: undefined_name): pass
try: g.__annotations__
except NameError as e: print(e)
print(g.__annotate__ is not None)
def h(): pass
print(h.__annotations__, h.__annotate__, A.__annotate__(1))
class E: pass
print(E.__annotations__, E.__annotate__)
E.__annotations__ = {'z': 1}; print(E.__annotations__)
x: int = 5
print(__annotations__ if 0 else 'm')
f = h; f.__annotations__ = {'q': 1}; print(f.__annotations__)
