def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Real:
    def __float__(self):
        return 2.5


class Celsius(float):
    pass


for value in (1, 1.5, True, '1', None, 1j, Celsius(3), Real(), 10**400):
    name = type(value).__name__
    show(name, lambda: float.from_number(value))
    show(name, lambda: (type(Celsius.from_number(value)).__name__, Celsius.from_number(value)))
