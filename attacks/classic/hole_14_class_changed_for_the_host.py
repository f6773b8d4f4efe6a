# from: HERITAGE 1.5, hole 14, through RExec
# after: a class of the supervisor's
# must: contained
try:
    import rexec

    r = rexec.RExec()
    r.r_exec('''
for c in object.__subclasses__():
    if c.__name__ == 'Quitter':
        c.__call__ = lambda *a: 99
for c in object.__subclasses__():
    try:
        c.__repr__ = c.__eq__ = lambda *a: 99
    except BaseException:
        pass
''')
except BaseException as e:
    print(type(e).__name__)
try:
    if quit() == 99:
        print('ESCAPED')
except BaseException as e:
    print(type(e).__name__)
