from typing import *
import typing, collections.abc
T = TypeVar('T'); P = ParamSpec('P'); Ts = TypeVarTuple('Ts')
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int], Callable[[int], str], Callable[..., int], Tuple[int, ...], Any, ClassVar[int], Literal[1, 'a'], Type[int], Annotated[int, 'x'])
print(Optional[int] == Union[int, None], List[T][int], Dict[str, T][int], get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]))
class Box(Generic[T]):
    def __init__(self, x: T): self.x = x
    def get(self) -> T: return self.x
print(Box[int], Box[int](3).get(), Box.__parameters__, Box[int].__orig_class__ if hasattr(Box[int], '__orig_class__') else '-', Box[int](3).__orig_class__)
class N(NamedTuple):
    a: int
    b: str = 'q'
print(N(1), N(1, 'z')._asdict(), N._fields, N.__annotations__)
class TD(TypedDict, total=False):
    x: int
    y: Required[str]
print(TD(x=1, y='a'), TD.__required_keys__, TD.__optional_keys__)
@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], Sized2), isinstance(5, Sized2))
def f(a: int, b: 'str' = 'x', *c: float) -> None: ...
print(get_type_hints(f), f.__annotations__)
@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a): return a
print(g(1), len(get_overloads(g)))
print(cast(int, 'a'), NewType('U', int)(5), NewType('U', int))
try: List[int, str]
except TypeError as e: print(e)
try: Optional[1, 2]
except TypeError as e: print(e)
try: class_ = Any()
except TypeError as e: print(e)
print(TYPE_CHECKING, final(Box) is Box, no_type_check(f) is f, Sequence[int], Iterable, Mapping[str, int], isinstance([], Sequence), issubclass(dict, Mapping))
def h[X](a: X) -> X: return a
type A[Q] = list[Q]
print(h.__type_params__, A[int], A.__value__, Self, Never, NoReturn, TypeGuard[int], Concatenate[int, P], Unpack[Ts], Final[int])
print(typing.assert_type(3, int), typing.is_typeddict(TD), typing.get_protocol_members(Sized2), LiteralString, int | None, Union[int, str] | None)
