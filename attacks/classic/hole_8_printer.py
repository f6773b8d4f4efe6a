# from: HERITAGE 1.5, hole 8, through RExec
# after: a file by the type of copyright
# must: contained
try:
    import rexec

    r = rexec.RExec()
    r.r_exec("print(repr(copyright.__class__('n', '', ['secret.txt'], ['@FOLDER@'])))")
except BaseException as e:
    print(type(e).__name__)
