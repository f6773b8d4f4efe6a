"""Code from elsewhere, executed and evaluated; what it may not do raises an exception."""
import rexec

r_env = rexec.RExec()

r_env.r_exec('import string')
expr = 'string.upper("This is a test")'
print(r_env.r_eval(expr))

try:
    r_env.r_exec('import socket')
except ImportError as e:
    print('ImportError:', e)

try:
    r_env.r_exec('file = open("/tmp/a.out", "w")')
except IOError as e:
    print('IOError:', e)

# The restricted code may catch the exception itself, and go on.
r_env.r_exec('''
try:
    open('/tmp/a.out', 'w')
except IOError:
    print('so I read:', open('/data/names.txt').readline().strip())
''')

#> THIS IS A TEST
#> ImportError: untrusted dynamic module: socket
#> IOError: can't open files for writing in restricted mode
#> so I read: Ada
