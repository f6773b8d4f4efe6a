# `__new__` in Python code, with every kind of `__init__` after it.
class A:
    def __new__(cls, *args, **kw):
        print('new', cls.__name__, args, kw)
        return super().__new__(cls)


class B(A):
    def __init__(self, *args, **kw):
        print('init', type(self).__name__, args, kw)


class C(B):
    pass


class Other:
    def __new__(cls, what):
        return what

    def __init__(self, what):
        print('init of Other', what)


class Child(Other):
    pass


class Given(Other):
    def __init__(self, what):
        print('init of Given', what)


print(type(A(1, x=2)).__name__, type(B(1, x=2)).__name__, type(C(*[3], **{'y': 4})).__name__)
print(Other(5), type(Other(Other.__new__(Other, object.__new__(Child)))).__name__)
print(type(Other(object.__new__(Given))).__name__)
print([type(x).__name__ for x in map(B, [1, 2])], sorted([3, 1], key=lambda n: B(n) and n))


class Wrong:
    def __new__(cls):
        return super().__new__(cls)

    def __init__(self):
        return 1


class Fails:
    def __new__(cls, n):
        if n:
            raise ValueError(n)
        return super().__new__(cls)

    def __init__(self):
        pass


for make in (Wrong, lambda: Fails(1), lambda: Fails(0), Fails, lambda: A.__new__()):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)


class Point(tuple):
    def __new__(cls, x, y=0):
        return tuple.__new__(cls, (x, y))


class P2(Point):
    def __init__(self, x, y=0):
        self.sum = x + y


print(Point(1), Point(y=2, x=1), P2(3, 4).sum, P2(5).sum)
with_default = [P2(i).sum for i in range(3)]
print(with_default, sum(Point(i)[0] for i in range(4)))
