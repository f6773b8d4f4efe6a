# Lines of library modules are shown; what CPython has in C has no frames.
import dataclasses
import enum
import traceback

CASES = []


def case(f):
    CASES.append(f)


@case
def c01():
    @dataclasses.dataclass
    class A:
        x: int = 1
        y: str


@case
def c02():
    @dataclasses.dataclass
    class A:
        x: list = []


@case
def c03():
    @dataclasses.dataclass(frozen=True)
    class A:
        x: int
    A(1).x = 3


@case
def c04():
    @dataclasses.dataclass
    class A:
        x: int
    A()


@case
def c05():
    @dataclasses.dataclass
    class A:
        x: int
    dataclasses.replace(A(1), y=3)


@case
def h01():
    class C(enum.Enum):
        A = 1
    C(2)


@case
def h02():
    class C(enum.Enum):
        A = 1
    C['x']


@case
def h03():
    class C(enum.Enum):
        A = 1
        A = 2


@case
def h04():
    class C(enum.Enum):
        A = 1
    class D(C): pass


@case
def h05():
    class C(enum.Enum):
        A = 1
    C.A = 3


@case
def h06():
    class C(enum.IntFlag):
        A = 1
    C('x')


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
