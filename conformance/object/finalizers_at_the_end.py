import atexit


class Noisy:
    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __del__(self):
        print('del', self.name)


first = Noisy('first')
second = [Noisy('in a list', Noisy('deeper'))]
_third = Noisy('third')


def generator():
    try:
        yield 1
    finally:
        print('finally')


g = generator()
next(g)
last = Noisy('last')
print('end')
