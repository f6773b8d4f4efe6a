# from: frames seen in a class body, a metaclass, a decorator, a default
# after: globals of who makes classes
# must: contained
import sys


class Meta(type):
    def __prepare__(name, bases):
        check(sys._getframe())
        return {}

    def __new__(cls, *a):
        check(sys._getframe())
        return type.__new__(cls, *a)

    def __set_name__(self, *a):
        check(sys._getframe())


def check(frame):
    while frame is not None:
        if frame.f_globals is not globals():
            print('ESCAPED', frame.f_code.co_filename)
        frame = frame.f_back


def decorate(x):
    check(sys._getframe())
    return x


@decorate
class C(metaclass=Meta):
    @decorate
    def f(self, a=check(sys._getframe())):
        pass

    check(sys._getframe())


type('T', (C,), {})
print('checked')
