# from: HERITAGE 1.5, holes 7 and 13, through RExec
# after: what the supervisor runs next
# must: contained
try:
    import rexec

    for text in ("import sys; sys.modules['__main__'] = type('Fake', (), {})()", "import sys; del sys.modules['builtins']", "import sys; sys.modules.clear()", "import sys; sys.modules = None", 'globals().clear()', '__builtins__ = {}', 'del __builtins__', "globals()['__builtins__'] = {'open': 5}"):
        r = rexec.RExec()
        try:
            r.r_exec(text)
        except BaseException as e:
            print(type(e).__name__)
        for use in (lambda: r.r_exec("open('@CANARY@', 'w').write('x')\nprint('ESCAPED')"), lambda: r.r_eval("__import__('os').system('id')"), lambda: r.r_eval('1 + 1'), lambda: r.s_eval('len([])'), lambda: r.r_import('math')):
            try:
                print(use())
            except BaseException as e:
                print(type(e).__name__)
except BaseException as e:
    print(type(e).__name__)
