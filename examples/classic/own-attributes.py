"""A subclass gives the class attributes other values: what they say is read when an instance is made."""
import rexec


class Tighter(rexec.RExec):
    nok_builtin_names = rexec.RExec.nok_builtin_names + ('eval', 'exec')
    ok_builtin_modules = ('math',)
    ok_sys_names = ('version',)
    ok_posix_names = ()


r_env = Tighter()
for code in (
    'import math; print(math.floor(2.5))',
    'import time',
    'eval("1 + 1")',
    'import sys; sys.maxsize',
    'import os; os.stat("/")',
):
    try:
        r_env.r_exec(code)
    except Exception as e:
        print(f'{type(e).__name__}: {e}')

#> 2
#> ImportError: untrusted dynamic module: time
#> NameError: name 'eval' is not defined
#> AttributeError: module 'sys' has no attribute 'maxsize'
#> AttributeError: module 'os' has no attribute 'stat'
