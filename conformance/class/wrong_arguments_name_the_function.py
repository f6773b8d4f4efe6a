class C:
    def method(self, a, b=2, *, c): pass
    @staticmethod
    def static(): pass
def f(a, b, /, c, *, d, e=5): pass
for operation in (
    lambda: C().method(),
    lambda: C().method(1),
    lambda: C().method(1, 2, 3, c=4),
    lambda: C().method(1, c=1, z=2),
    lambda: C.method(),
    lambda: C().static(1),
    lambda: C(1),
    lambda: f(),
    lambda: f(1, 2),
    lambda: f(1, b=2, c=3, d=4),
    lambda: f(1, 2, 3, d=4, c=5),
    lambda: f(1, 2, 3, 4, d=5),
    lambda: f(*[1, 2, 3], **{'d': 1, 'q': 2}),
    lambda: f(**{'a': 1}),
    lambda: f(1, 2, 3, d=1, **{'d': 2}),
    lambda: f(*5),
    lambda: f(**5),
    lambda: f(1, 2, 3, dd=1),
):
    try:
        operation()
    except TypeError as error:
        print(error)
