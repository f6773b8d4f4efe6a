# from: frames, globals, modules, subclass lists and exceptions of one cell in another
# after: what the outer cell has, from the inner
# must: contained
outer_secret = 'of the outer cell'


class OuterClass:
    pass


def outer_function(x):
    raise KeyError(x)


try:
    import rexec

    class R(rexec.RExec):
        hidden_attributes = ()
        ok_builtin_modules = ('sys', 'gc', 'builtins')
        ok_sys_names = ('_getframe', 'modules', 'exc_info')

    r = R()
except ImportError:
    print('no rexec under this policy')
except BaseException as e:
    print(type(e).__name__)
else:
    try:
        r.modules['__main__'].given = outer_function
    except BaseException as e:
        print(type(e).__name__)
    for text in (
        "[c for c in object.__subclasses__() if c.__name__ == 'OuterClass']",
        "[f for f in [__import__('sys')._getframe()] if 'outer_secret' in f.f_globals or f.f_back]",
        "[o for o in __import__('gc').get_objects() if isinstance(o, dict) and 'outer_secret' in o]",
        "given.__globals__",
        "given.__code__",
        "given.__class__.__init__.__globals__",
        "[m for m in __import__('sys').modules if m == 'rexec']",
    ):
        try:
            found = r.r_eval(text)
            if found and 'outer' in str(found):
                print('ESCAPED', text)
            print(str(found)[:60])
        except BaseException as e:
            print(type(e).__name__)
    try:
        r.r_exec('''
import sys
try:
    given(1)
except BaseException as e:
    tb = e.__traceback__
    while tb is not None:
        f = tb.tb_frame
        while f is not None:
            if 'outer_secret' in f.f_globals:
                print('ESCAPED')
            f = f.f_back
        tb = tb.tb_next
''')
    except BaseException as e:
        print(type(e).__name__)
