# from: JavaScript: message, stack, cause, name of Error
# after: the host's stack by an exception
# must: contained
import sys


def deep(n):
    return deep(n + 1)


for f in (lambda: 1 / 0, lambda: deep(0), lambda: [][1], lambda: {}['a'], lambda: int('x'), lambda: 'a' + 1, lambda: None.x, lambda: eval('('), lambda: 'x' * -1 + 1, lambda: 10**400 * 1.0, lambda: b'\xff'.decode(), lambda: (lambda: (yield))().throw(ValueError)):
    try:
        f()
    except Exception as e:
        for n in ('stack', 'message', 'cause', 'fileName', 'lineNumber', 'columnNumber', 'name', 'toString', 'constructor', 'prepareStackTrace', 'stackTraceLimit', 'captureStackTrace', 'code', 'errors', 'suppressed'):
            v = getattr(e, n, None)
            if v is not None and n not in ('name', 'code'):
                print('ESCAPED', n, v)
        shown = [a for a in dir(e) if not a.startswith('_')]
        print(type(e).__name__, shown)
print(hasattr(sys.exc_info, 'stack'))
