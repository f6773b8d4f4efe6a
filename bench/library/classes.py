# What programs do with dataclasses, enum, typing, copy, contextlib, abc. A case answers a checksum.
import abc
import contextlib
import copy
import enum
import typing
from dataclasses import asdict, astuple, dataclass, field, replace


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int
    name: str = ''


@dataclass(slots=True)
class Node:
    value: int
    children: list


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Flags(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    RUN = enum.auto()


class Employee(typing.NamedTuple):
    name: str
    age: int = 30


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    def double(self):
        return self.area() * 2


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


POINTS = [Point(i, i % 7, [i]) for i in range(2000)]
VERSIONS = [Version(i % 7, i % 11, f'v{i}') for i in range(2000)]
TREE = Node(0, [Node(i, [Node(j, []) for j in range(10)]) for i in range(40)])
NESTED = {f'key{i}': [i, (i, str(i)), {'a': [1, 2, {i}]}] for i in range(300)}


def enum_access():
    total = 0
    colors = list(Color)
    for i in range(8000):
        color = colors[i % 3]
        if color is Color.RED:
            total += color.value
        elif color == Color.GREEN:
            total += len(color.name)
        total += Level.HIGH > i % 20
    return total


def enum_lookup():
    return sum(Color(i % 3 + 1).value + Color['RED'].value for i in range(4000))


def enum_flags():
    total = 0
    both = Flags.READ | Flags.WRITE
    for i in range(2000):
        flags = Flags.READ | Flags.RUN if i % 2 else both
        total += (Flags.WRITE in flags) + bool(flags & Flags.RUN)
    return total


def enum_keys():
    counts = {}
    for i in range(5000):
        color = Color.RED if i % 2 else Color.BLUE
        counts[color] = counts.get(color, 0) + 1
    return counts[Color.RED]


@contextlib.contextmanager
def tracked(log):
    log.append(1)
    try:
        yield log
    finally:
        log.append(2)


def managers():
    log = []
    for _ in range(4000):
        with tracked(log) as inner:
            inner.append(3)
        with contextlib.suppress(ZeroDivisionError):
            1 / 0
    return len(log)


def exit_stacks():
    log = []
    for _ in range(500):
        with contextlib.ExitStack() as stack:
            stack.enter_context(tracked(log))
            stack.callback(log.append, 5)
            stack.enter_context(contextlib.nullcontext())
    return sum(log)


def make_classes():
    total = 0
    for i in range(10):
        @dataclass
        class Made:
            a: int
            b: str = 'x'
            c: list = field(default_factory=list)

        total += Made(i).a
    return total


def make_enums():
    total = 0
    for i in range(20):
        class Made(enum.Enum):
            A = i
            B = i + 1
            C = i + 2

        total += Made.B.value
    return total


CASES = {
    'dataclass creation': lambda: sum(Point(i, tags=[]).x for i in range(10000)),
    'dataclass eq': lambda: sum(a == b for a, b in zip(POINTS * 4, reversed(POINTS * 4))),
    'dataclass repr': lambda: sum(len(repr(p)) for p in POINTS),
    'dataclass order, hash': lambda: len(sorted(VERSIONS)) + len(set(VERSIONS)),
    'dataclass frozen creation': lambda: sum(Version(i, 1).major for i in range(5000)),
    'asdict, astuple': lambda: sum(len(asdict(p)) + len(astuple(p)) for p in POINTS),
    'replace': lambda: sum(replace(p, x=5).x for p in POINTS),
    'asdict of a tree': lambda: len(str(asdict(TREE))),
    'classes made by dataclass': make_classes,
    'enum access': enum_access,
    'enum lookup': enum_lookup,
    'enum flags': enum_flags,
    'enum keys': enum_keys,
    'classes made by enum': make_enums,
    'NamedTuple': lambda: sum(Employee('a', i).age + Employee('b').age for i in range(8000)),
    'abc': lambda: sum(Square(i).double for i in range(5000) if isinstance(Square(i), Shape)),
    'deepcopy of plain data': lambda: len(copy.deepcopy(NESTED)),
    'deepcopy of objects': lambda: len(copy.deepcopy(POINTS)),
    'copy': lambda: sum(copy.copy(p).x for p in POINTS),
    'contextmanager': managers,
    'ExitStack': exit_stacks,
}
