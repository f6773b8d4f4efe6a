"""Annotations of a module and of classes, for CPython's tests. Since 3.14 a body has no `__annotations__` to write into."""

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


def gen_func(a: int): ...
