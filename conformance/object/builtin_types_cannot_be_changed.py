for operation in (
    lambda: setattr(int, 'x', 1),
    lambda: setattr(list, 'append', None),
    lambda: delattr(str, 'upper'),
    lambda: setattr(object(), 'x', 1),
    lambda: setattr(5, 'x', 1),
    lambda: setattr(type, 'mro', 1),
    lambda: object(1),
    lambda: object.__new__(int),
    lambda: object.__init__(5, 1),
    lambda: type('a', 'b', 'c'),
    lambda: type(1, 2),
    lambda: type('X', (object,), {}, k=1),
    lambda: int.__new__(str),
    lambda: object.__setattr__(type, 'x', 1),
    lambda: None.x,
    lambda: type(None)(1),
    lambda: (lambda: 0).__class__(),
    lambda: type(len)(),
    lambda: type(iter([]))(),
):
    try:
        print(operation())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
