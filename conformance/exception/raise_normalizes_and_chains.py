def t(f):
    try: f()
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def a(): raise ValueError
def b(): raise ValueError('x') from KeyError
def c(): raise ValueError from KeyError('q')
def d(): raise ValueError from None
def e(): raise 1
def f(): raise ValueError from 1
def g(): raise int
def h():
    class X(Exception):
        def __new__(cls, *a): return 5
    raise X
def i():
    try: 1/0
    except ZeroDivisionError: raise KeyError
def j():
    try: 1/0
    except ZeroDivisionError as e: raise KeyError from e
def k():
    try: 1/0
    except ZeroDivisionError as e: raise KeyError from None
def l(): raise
def m():
    try: 1/0
    except: raise
def n():
    try: raise ValueError
    except (1, ValueError): pass
def o():
    try: raise ValueError
    except 'x': pass
def p():
    try: raise ValueError(1)
    finally: raise KeyError(2)
def q():
    class Y(Exception):
        def __init__(self): raise TypeError('in init')
    raise Y
def r():
    class Y(Exception):
        pass
    raise Y() from Y
def s():
    class Z(Exception):
        def __new__(cls, *a): return 5
    raise ValueError from Z
def u(): raise None
def v(): raise (ValueError, KeyError)
for x in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,u,v): t(x)
