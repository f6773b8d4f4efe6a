# from: HERITAGE 1.5, hole 3, through RExec
# after: a function over the supervisor's globals
# must: contained
try:
    import rexec

    def trusted():
        return open

    r = rexec.RExec()
    r.modules['__main__'].trusted = trusted
    r.r_exec("""
def evil():
    return open('@CANARY@', 'w').write('x')
type(evil)(evil.__code__, trusted.__globals__)()
print('ESCAPED')
""")
except BaseException as e:
    print(type(e).__name__, e)
