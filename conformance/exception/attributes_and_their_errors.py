def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
e = ValueError('a')
def s(n, v):
    def f(): setattr(e, n, v); return getattr(e, n)
    return f
def d(n):
    def f(): delattr(e, n); return getattr(e, n)
    return f
for n in ('args','__traceback__','__context__','__cause__','__suppress_context__','__notes__','foo','__dict__'):
    for v in (1, None, 'ab', (1,2), True, [3], KeyError('x'), {}):
        t(s(n, v))
    t(d(n))
print(e.__suppress_context__)
e.__cause__ = None
print(e.__suppress_context__)
t(lambda: e.with_traceback(None) is e)
t(lambda: e.with_traceback(3))
t(lambda: e.add_note(3))
t(lambda: e.add_note('n1'))
t(lambda: e.add_note('n2'))
t(lambda: e.__notes__)
e.__notes__ = 5
t(lambda: e.add_note('n2'))
t(lambda: e.__reduce__())
e2 = OSError(76, 'x', 'f')
t(lambda: e2.__reduce__())
t(lambda: ImportError('a', name='b').__reduce__())
t(lambda: AttributeError('a', name='b', obj=3).__reduce__())
t(lambda: e.__setstate__({'q': 4}))
t(lambda: e.q)
t(lambda: e.__setstate__(3))
t(lambda: e.__setstate__(None))
class copy:
    copy = staticmethod(lambda x: (lambda r: r[0](*r[1]))(x.__reduce__()))
for x in (ValueError(1,2), OSError(76,'a','b'), KeyError('x'), ExceptionGroup('m',[ValueError(1)]), StopIteration(3), UnicodeDecodeError('utf-8',b'abc',0,1,'bad')):
    y = copy.copy(x); print(repr(y), type(y) is type(x), y.args == x.args or y.args)
e2.errno = 5; print(e2, e2.args); del e2.filename; print(e2); del e2.errno; print(e2, e2.errno)
