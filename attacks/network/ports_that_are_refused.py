# from: browsers' list of bad ports; numbers beyond 65535
# after: a service by an odd port
# must: contained
import socket

for port in (0, 1, 7, 19, 22, 25, 465, 587, 6000, 6379, 11211, 65535, 65536, -1, 2**31, 2**64, '80', '080', ' 80', '80 ', '８０', None, True, 80.0, b'80'):
    for host in ('127.0.0.1', '::1', 'inside.test'):
        try:
            s = socket.create_connection((host, port), 0.02)
            print('ESCAPED', host, port)
        except Exception as e:
            kind = type(e).__name__
print('none')
