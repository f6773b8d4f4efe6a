def t(f):
    try: f()
    except BaseException as e:
        out = []
        while e is not None: out.append(repr(e)); e = e.__context__
        print(out)
def a():
    try: 1/0
    except ZeroDivisionError:
        try: [][0]
        except IndexError: {}['x']
def b():
    try:
        try: 1/0
        finally: [][0]
    finally: {}['x']
def c():
    e = ValueError(1)
    try: raise e
    except ValueError:
        try: raise KeyError
        except KeyError: raise e
def d():
    try: 1/0
    except Exception as e:
        x = e
    raise KeyError
def g():
    try: yield 1
    except Exception as e: raise KeyError('g')
def e():
    i = g(); next(i)
    i.throw(ValueError('v'))
def f():
    try: 1/0
    except Exception:
        i = g(); next(i); i.throw(ValueError('v'))
def h():
    class CM:
        def __enter__(self): pass
        def __exit__(self, *a): raise KeyError('exit')
    with CM(): raise ValueError('body')
def i():
    try: 1/0
    except Exception:
        sorted([1,2], key=lambda x: [][0])
def j():
    def gen():
        try: yield
        finally: raise KeyError('fin')
    x = gen(); next(x)
    try: 1/0
    except Exception: x.close()
for x in (a,b,c,d,e,f,h,i,j): t(x)
