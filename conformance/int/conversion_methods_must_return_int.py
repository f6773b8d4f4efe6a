def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Wrong:
    def __int__(self):
        return '5'

    def __index__(self):
        return 2.0

    def __float__(self):
        return 1


wrong = Wrong()
show('int', lambda: int(wrong))
show('float', lambda: float(wrong))
show('index', lambda: [1, 2, 3][wrong])
show('range', lambda: range(wrong))
show('repeat', lambda: 'ab' * wrong)
