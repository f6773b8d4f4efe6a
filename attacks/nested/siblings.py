# from: two cells of one cell
# after: what one inner cell did, in the other
# must: contained
try:
    import rexec

    a, b = rexec.RExec(), rexec.RExec()
except ImportError:
    print('no rexec under this policy')
except BaseException as e:
    print(type(e).__name__)
else:
    for text in ("secret = 'of a'", "class OfA: pass", "import math; math.secret = 1", "len = lambda x: 99", "import sys; sys.modules['shared'] = 1", "__builtins__.evil = 1", "int.evil = 1"):
        try:
            a.r_exec(text)
        except BaseException as e:
            print(type(e).__name__)
    for text in ('secret', "[c for c in object.__subclasses__() if c.__name__ == 'OfA'] or 1 / 0", "__import__('math').secret", 'len([]) == 99 or 1 / 0', "__import__('sys').modules['shared']", '__builtins__.evil', 'int.evil', 'evil'):
        try:
            print('ESCAPED', text, b.r_eval(text))
        except BaseException as e:
            print(type(e).__name__)
    del a
    try:
        print(b.r_eval('1 + 1'))
    except BaseException as e:
        print(type(e).__name__)
