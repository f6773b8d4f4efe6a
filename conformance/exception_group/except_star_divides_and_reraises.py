def run(f):
    try: f()
    except BaseException as e:
        print('RAISED', repr(e), repr(e.__context__), repr(e.__cause__))
def a():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2),OSError(3)])
    except* ValueError as e: print('V', repr(e))
    except* (TypeError,OSError) as e: print('T', repr(e))
def b():
    try: raise ValueError(1)
    except* ValueError as e: print('V', repr(e), e.__traceback__ is not None)
def c():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: pass
def d():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: raise
def e():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: raise KeyError('k')
def f():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: raise KeyError('k')
    except* TypeError: raise IndexError('i')
def g():
    try: raise ExceptionGroup('g',[ValueError(1)])
    except* ExceptionGroup: pass
def h():
    try: raise ValueError
    except* 5: pass
def i():
    try: pass
    except* ValueError: print('no')
    else: print('else')
    finally: print('fin')
def j():
    try: raise TypeError(5)
    except* ValueError: pass
def k():
    try: raise ValueError(5)
    except* ValueError: raise
def l():
    try: raise ValueError(5)
    except* ValueError: raise KeyError(6)
def m():
    try: raise ExceptionGroup('g',[ExceptionGroup('h',[ValueError(1),KeyError(2)]),ValueError(3)])
    except* ValueError as e: print(repr(e)); raise
    except* KeyError as e: print(repr(e))
def n():
    for i in range(3):
        try: raise ExceptionGroup('g',[ValueError(i)])
        except* ValueError as e: print(i, repr(e))
def o():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError as e: raise e
def p():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* Exception as e: raise ExceptionGroup('new', e.exceptions) from e
for x in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p): print(x.__name__); run(x)
