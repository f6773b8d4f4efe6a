# from: __context__, __cause__, exception groups as a way to frames
# after: exceptions of trusted code in the chain
# must: contained
import sys


def chain(e, depth=0):
    if e is None or depth > 20:
        return
    tb = e.__traceback__
    while tb is not None:
        if tb.tb_frame.f_globals is not globals():
            name = tb.tb_frame.f_globals.get('__name__')
            if name is None or name not in sys.modules:
                print('ESCAPED', name, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    chain(e.__context__, depth + 1)
    chain(e.__cause__, depth + 1)
    for x in getattr(e, 'exceptions', ()):
        chain(x, depth + 1)


for f in (
    lambda: __import__('no.such.module'),
    lambda: int('x'),
    lambda: open('/no/such'),
    lambda: eval('1 +'),
    lambda: next(iter([])),
    lambda: {}['a'],
    lambda: 'x'.encode('no-such'),
    lambda: b'\xff'.decode(),
    lambda: __import__('re').compile('('),
    lambda: __import__('json').loads('{'),
):
    try:
        f()
    except Exception as e:
        chain(e)
        print(type(e).__name__)
