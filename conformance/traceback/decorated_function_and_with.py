import contextlib


@contextlib.contextmanager
def opened():
    yield 'resource'


def logged(function):
    def wrapper(*args):
        return function(*args)
    return wrapper


@logged
def use(x):
    with opened() as resource:
        raise TypeError(resource * x)


use(2)
