# from: HERITAGE 1.5, hole 1, through RExec
# after: a trusted module by object.__subclasses__()
# must: contained
try:
    import rexec

    r = rexec.RExec()
    print(r.r_eval("[c for c in object.__subclasses__() if c.__name__ == 'catch_warnings'][0]()._module.sys.modules['os'].environ['CANARY_SECRET']"))
    print('ESCAPED')
except BaseException as e:
    print(type(e).__name__)
