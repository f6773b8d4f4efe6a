"""Annotations of a module and of classes, for CPython's tests. Since 3.14 a body has no `__annotations__` to write into."""

from functools import wraps
from types import new_class
from typing import Optional, Tuple

x: int = 5
y: str = x
f: Tuple[int, int]
u: int | float


class C:
    x = 5
    y: Optional['C'] = None


class M(type):
    o: type = object


(pars): bool = True


class D(C):
    j: str = 'hi'
    k: str = 'bye'


h_class = new_class('H', (C,))
j_class = new_class('J')


class F:
    z: int = 5

    def __init__(self, x): ...


class Y(F):
    def __init__(self):
        super(F, self).__init__(123)


class S(metaclass=type('Meta', (type,), {})):
    x: str = 'something'
    y: str = 'something else'


def foo(x: int = 10): ...


def dec(function):
    """A decorator that keeps what the function says of itself."""

    @wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)

    return call
