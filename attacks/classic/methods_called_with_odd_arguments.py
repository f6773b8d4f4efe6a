# from: r_exec, r_eval, r_import, r_open, r_unload with anything
# after: the supervisor's own state, by arguments
# must: contained
try:
    import rexec

    r = rexec.RExec()

    class S(str):
        def __eq__(self, o):
            return True

        def __hash__(self):
            return hash('__main__')

    for use in (lambda a: r.r_exec(a), lambda a: r.r_eval(a), lambda a: r.r_import(a), lambda a: r.r_open(a), lambda a: r.r_unload(a), lambda a: r.r_reload(a), lambda a: r.r_execfile(a), lambda a: r.add_module(a), lambda a: r.copy_only(a, a), lambda a: r.r_exec('x', a, a), lambda a: r.load_dynamic(a, a), lambda a: r.is_builtin(a), lambda a: r.s_apply(a), lambda a: r.r_open('@CANARY@', a)):
        for a in (None, 5, '', '\0', S('os'), '__proto__', 'constructor', [], {}, b'1', compile('1', 'x', 'eval'), r, rexec, lambda: 1, 'x' * 10**5, '@CANARY@', '\ud800', object()):
            try:
                v = use(a)
                if 'canary' in str(v):
                    print('ESCAPED', v)
            except BaseException as e:
                kind = type(e).__name__
    print(r.r_eval('1 + 1'))
except BaseException as e:
    print(type(e).__name__)
