# from: HERITAGE 1.5, hole 10: sys.path of the cell, trusted_path never checked
# after: a module of the host's disk
# must: contained
try:
    import rexec

    r = rexec.RExec()
    for text in ("import sys; sys.path.insert(0, '@FOLDER@'); import evilmod; print('ESCAPED')", "import sys; sys.path[:] = ['/folder-link']; import evilmod; print('ESCAPED')", "__path__ = ['@FOLDER@']; from . import evilmod"):
        try:
            r.r_exec(text)
        except BaseException as e:
            print(type(e).__name__, e)
    r.hooks.rexec.path.insert(0, '@FOLDER@')
    print('ESCAPED', r.r_import('evilmod').value)
except BaseException as e:
    print(type(e).__name__)
