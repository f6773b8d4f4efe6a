from dataclasses import *
import dataclasses
@dataclass
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list, repr=False)
p = P(1); print(p, p == P(1), p != P(2), asdict(p), astuple(p), replace(p, x=5), fields(P)[0].name, is_dataclass(P))
@dataclass(frozen=True, order=True, slots=True)
class F:
    a: int
    b: str = 'q'
f = F(1); print(f, hash(f) == hash(F(1)), F(1) < F(2), F.__slots__, sorted([F(3), F(1)]))
try: f.a = 3
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass(kw_only=True)
class K(P):
    w: float = 1.5
    def __post_init__(self): self.w *= 2
print(K(1, w=3.0), K.__match_args__)
try: P()
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        a: list = []
except ValueError as e: print(e)
@dataclass
class I:
    a: InitVar[int]
    b: int = 0
    def __post_init__(self, a): self.b = a + 1
print(I(3), make_dataclass('M', [('x', int), 'y', ('z', int, 5)])(1, 2), P.__doc__)
match P(1, 5):
    case P(x, y): print(x, y)
import inspect
print(inspect.signature(P), inspect.signature(lambda a, /, b, *c, d=1, **e: 0), inspect.isfunction(P.__init__), inspect.getdoc(inspect.getdoc)[:20])
print(inspect.Parameter.empty, [m for m, v in inspect.getmembers(P) if m[0] != '_'])
