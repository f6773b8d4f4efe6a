import inspect
def f(a, /, b: int, *args: str, c=5, d: 'x' = None, **kw) -> list: "doc"
class C:
    def __init__(self, value, *, flag=False): pass
    def method(self, x=1): pass
    @classmethod
    def make(cls, y): pass
print(inspect.signature(f), inspect.signature(C), inspect.signature(C.method), inspect.signature(C(1).method), inspect.signature(C.make), inspect.signature(lambda x, *y: 0), inspect.getdoc(f))
bound = inspect.signature(f).bind(1, 2, 3, c=4, z=5)
bound.apply_defaults()
print(bound.arguments, [p.kind.name for p in inspect.signature(f).parameters.values()], inspect.isfunction(f), inspect.isclass(C), inspect.isgeneratorfunction(f), inspect.signature(len), inspect.signature(str.split))
try:
    inspect.signature(f).bind()
except TypeError as error:
    print(error)
