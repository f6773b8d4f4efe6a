def g():
    yield 1
for bad in (1, 'a', int, object(), None):
    try:
        g().throw(bad)
    except TypeError as e:
        print(e)
class Strict(Exception):
    def __init__(self, a):
        self.a = a
try:
    g().throw(Strict)
except TypeError as e:
    print(e)
try:
    g().throw(ValueError)
except ValueError as e:
    print(repr(e))
try:
    g().throw()
except TypeError as e:
    print(e)
