# from: HERITAGE 1.1: changing the attributes of an instance has no effect
# after: a cell that grows after it was made
# must: contained
try:
    import rexec

    r = rexec.RExec()
    r.ok_builtin_modules = r.ok_dynamic_modules = ('socket', '_socket', 'subprocess', 'os')
    r.nok_builtin_names = ()
    r.ok_path = r.path = r.trusted_path = ['@FOLDER@']
    r.ok_posix_names = ('system', 'environ')
    r.hidden_attributes = ()
    r.modules['os'] = __import__('os')
    for text in ('import subprocess', 'import socket', 'import evilmod', 'import os; print(os.system)', "print(open('@CANARY@').read())", 'print((lambda: 1).__globals__)'):
        try:
            r.r_exec(text)
            print('ran')
        except BaseException as e:
            print(type(e).__name__, e)
except BaseException as e:
    print(type(e).__name__)
