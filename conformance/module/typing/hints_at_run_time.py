import typing
from typing import Any, Callable, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_type_hints, runtime_checkable
T = TypeVar('T', bound=int)
class Stack(Generic[T]):
    items: list[T]
class Movie(TypedDict, total=False):
    name: str
class Point(NamedTuple):
    x: int
    y: int = 0
@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...
class Box:
    def size(self): return 1
def f(a: 'int', b: Optional[str] = None) -> Literal['x', 1]: ...
print(get_type_hints(f), Stack[int], Stack.__parameters__, Optional[int], Union[int, str, int], Callable[[int], str], Movie(name='x'), Point(1), isinstance(Box(), Sized), isinstance(1, Sized))
print(typing.get_origin(list[int]), typing.get_args(dict[str, int]), Any, list[int] == list[int], typing.List[int], typing.cast(int, 'a'), T, Movie.__total__)
for operation in (lambda: Any(), lambda: Stack[int, str], lambda: Sized(), lambda: isinstance([], typing.List[int]), lambda: Union[()], lambda: Literal):
    try:
        print(operation())
    except TypeError as error:
        print(error)
