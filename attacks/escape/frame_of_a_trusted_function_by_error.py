# from: pysandbox: the traceback of a trusted function's exception
# after: locals of trusted code
# must: contained
import sys


class Evil:
    def __getattr__(self, name):
        raise KeyError(name)

    def __repr__(self):
        raise KeyError('repr')

    def __index__(self):
        raise KeyError('index')

    def __iter__(self):
        raise KeyError('iter')

    def __hash__(self):
        raise KeyError('hash')

    def __eq__(self, o):
        raise KeyError('eq')

    def __lt__(self, o):
        raise KeyError('lt')

    def __fspath__(self):
        raise KeyError('fspath')


e = Evil()
for use in (repr, list, hash, open if 'open' in dir(__builtins__) else len, range, lambda x: sorted([x, x]), lambda x: {}[x], lambda x: '%s' % x, print, __import__, lambda x: x in [1], lambda x: [x].index(2), lambda x: max(x, x), sum, lambda x: ''.join(x)):
    try:
        use(e)
    except BaseException as x:
        tb = x.__traceback__
        while tb is not None:
            if tb.tb_frame.f_globals is not globals():
                print('ESCAPED', tb.tb_frame.f_code.co_name, tb.tb_frame.f_code.co_filename)
            tb = tb.tb_next
        frame = x.__traceback__.tb_frame
print('done')
