# from: HERITAGE 1.4 and 1.5, hole 15
# after: code that nobody compiled
# must: contained
try:
    import rexec

    r = rexec.RExec()
    for text in ("import marshal; print(marshal.loads(b'c' + bytes(100)))", "import marshal\ndef f(): pass\nprint(marshal.dumps(f.__code__))", "type((lambda: 1).__code__)", "def f(): pass\nf.__code__ = 5", "def f(): pass\nprint(f.__code__.co_code)"):
        try:
            r.r_exec(text)
        except BaseException as e:
            print(type(e).__name__, e)
    print(type(r.r_exec(compile('1', 'x', 'exec'))).__name__)
except BaseException as e:
    print(type(e).__name__)
