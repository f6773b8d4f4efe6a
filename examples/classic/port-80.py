"""Sockets to port 80 only. What once had to be wrapped around the module socket is a line of the policy."""
import rexec


class Web(rexec.RExec):
    ok_builtin_modules = rexec.RExec.ok_builtin_modules + ('socket', '_socket', 'select', 'selectors', 'io', 'os')

    def make_policy(self):
        return super().make_policy() | {'network': {'allow': ['tcp://*:80']}}


r_env = Web()
r_env.r_exec('''
import socket
for port in 25, 443, 8080:
    try:
        socket.create_connection(('93.184.216.34', port), timeout=1)
    except PermissionError as e:
        print(port, 'is refused')
''')

#> 25 is refused
#> 443 is refused
#> 8080 is refused
