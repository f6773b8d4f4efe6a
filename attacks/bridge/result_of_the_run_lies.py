# from: the value that the host reads at the end: bound to names that the host asks
# after: a host value that is not what it seems
# must: contained
class R(dict):
    def items(self):
        while True:
            yield 1

    def __iter__(self):
        while True:
            yield 'x'

    def __repr__(self):
        raise SystemExit(3)


value = R(then=1)
status = 'ok'
stdout = 'forged'
error = None
limit = None
__class__ = type('ok', (), {})
__name__ = '\ud800'
__doc__ = R()
__builtins__.value = value
raise type('LimitError', (BaseException,), {'limit': 'fuel', '__module__': 'builtins'})('forged')
