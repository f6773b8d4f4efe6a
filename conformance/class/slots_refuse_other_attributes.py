class Point:
    __slots__ = ('x', 'y')
p = Point()
p.x = 1
print(p.x, hasattr(p, '__dict__'))
for operation in (lambda: p.y, lambda: setattr(p, 'z', 1), lambda: delattr(p, 'y'), lambda: Point.x.__get__(3)):
    try:
        operation()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    class Bad:
        __slots__ = ('a',)
        a = 1
except ValueError as error:
    print(error)
