"""A cell makes a cell: of lesser privilege, never of greater."""
import rexec

outer = rexec.RExec()
outer.r_exec('''
import rexec

class Greedy(rexec.RExec):
    ok_builtin_modules = rexec.RExec.ok_builtin_modules + ('socket',)
    nok_builtin_names = ()

    def r_open(self, file, mode='r', buf=-1):
        return open(file, mode)

inner = Greedy()
inner.r_exec('import math; x = math.factorial(5)')
print(inner.r_eval('x'))
for code in 'import socket', 'open("/tmp/a.out", "w")':
    try:
        inner.r_exec(code)
    except (ImportError, IOError) as e:
        print(e)
''')

#> 120
#> untrusted dynamic module: socket
#> can't open files for writing in restricted mode
