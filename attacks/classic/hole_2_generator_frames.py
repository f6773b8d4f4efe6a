# from: HERITAGE 1.5, hole 2, through RExec
# after: the supervisor's frame by a generator's f_back
# must: contained
secret_of_the_supervisor = 5
try:
    import rexec

    class Open(rexec.RExec):
        hidden_attributes = ()

    for make in (rexec.RExec, Open):
        try:
            r = make()
            r.r_exec('''
def g():
    f = me.gi_frame
    while f is not None:
        yield f
        f = f.f_back
me = g()
for f in me:
    if 'secret_of_the_supervisor' in f.f_globals:
        print('ESCAPED')
''')
        except RuntimeError as e:
            print(e)
except BaseException as e:
    print(type(e).__name__)
