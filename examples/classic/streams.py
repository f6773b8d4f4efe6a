"""The s_ methods: the program reads what the supervisor put in, and what it writes is kept."""
import rexec

r_env = rexec.RExec()
r_env.set_stdin('Ada\nGrace\n')
r_env.s_exec('''
import sys
print('hello', input())
sys.stderr.write('and ' + sys.stdin.readline())
''')
print(repr(r_env.stdout.getvalue()), repr(r_env.stderr.getvalue()))
r_env.r_exec('print("not kept")')

#> 'hello Ada\n' 'and Grace\n'
#> not kept
