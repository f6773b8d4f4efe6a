def show(e, d=0):
    if e is None: print(' '*d + 'None'); return
    print(' '*d + repr(e), '|', e)
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: show(x, d+1)
g = ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [TypeError(2), ValueError(3)]), OSError(4)])
g.add_note('note')
for m in (ValueError, (TypeError, OSError), KeyError, lambda e: isinstance(e, ExceptionGroup), lambda e: False, lambda e: e.args == (3,), Exception):
    a, b = g.split(m); show(a); show(b); show(g.subgroup(m))
    print(getattr(a,'__notes__',None), getattr(b,'__notes__',None))
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: g.split(3)); t(lambda: g.split(int)); t(lambda: g.split((ValueError, 3))); t(lambda: g.subgroup('x'))
t(lambda: g.derive([ValueError(9)])); t(lambda: g.derive([KeyboardInterrupt()])); t(lambda: g.derive([]))
t(lambda: g.message); t(lambda: setattr(g, 'message', 'q')); t(lambda: setattr(g,'exceptions',()))
class Bad(ExceptionGroup):
    def derive(self, excs): return 5
t(lambda: Bad('m',[ValueError(1),TypeError(2)]).split(ValueError))
print(1, BaseExceptionGroup.__class_getitem__)
print(isinstance(g, Exception), isinstance(BaseExceptionGroup('x',[KeyboardInterrupt()]), Exception))
