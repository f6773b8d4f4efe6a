# from: __str__, __repr__, __eq__, __reduce__ of arguments of events
# after: code of the program in the supervisor
# must: contained
import sys


class Lying:
    def __getattr__(self, n):
        print('ESCAPED', n) if n.startswith(('to', 'Symbol', 'then')) else None
        raise AttributeError(n)

    def __repr__(self):
        frame = sys._getframe(1)
        print('shown')
        return '"},{"forged by the program"'

    __str__ = __repr__

    def __eq__(self, o):
        return True

    def __hash__(self):
        return 1

    def __iter__(self):
        while True:
            yield self

    def __len__(self):
        return 2**62

    def __index__(self):
        return 2**62


x = Lying()
for args in ((x,), (x, [x]), ({x: x},), (x,) * 10):
    try:
        sys.audit('something', *args)
    except Exception as e:
        print(type(e).__name__)
for use in (lambda: open(x), lambda: open('a', x), lambda: __import__(x), lambda: __import__('os').stat(x), lambda: __import__('os').open('a', x), lambda: __import__('time').sleep(x), lambda: __import__('socket').socket(x), lambda: compile('1', x, 'exec')):
    try:
        use()
    except Exception as e:
        print(type(e).__name__)
