from dataclasses import dataclass, field
@dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
print(Point(1), Point(1) == Point(1, 0, ['a']), Point(1) < Point(2), hash(Point(1, 2)) == hash(Point(1, 2)))
try:
    Point(1).x = 2
except AttributeError as error:
    print(type(error).__name__, error)
try:
    Point()
except TypeError as error:
    print(error)
