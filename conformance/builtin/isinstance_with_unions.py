print(isinstance(1, int | str), isinstance(1, (str, (bytes, int))), issubclass(bool, int), int | None, isinstance(None, int | None))
for operation in (lambda: isinstance(1, 'int'), lambda: issubclass(1, int), lambda: isinstance(1, list[int]), lambda: int | 5):
    try:
        print(operation())
    except TypeError as error:
        print(error)
