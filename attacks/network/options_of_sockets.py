# from: setsockopt, ioctl, SO_BINDTODEVICE, IP_HDRINCL
# after: a socket that does more than its kind
# must: contained
import socket

s = socket.socket()
for level, name, value in ((1, 25, b'lo'), (0, 3, 1), (1, 2, 1), (6, 1, 1), (0, 35, b''), (1, 36, 5), (41, 26, 1), (-1, -1, -1), (2**70, 1, 1), (1, 1, 'x'), (1, 1, None), (1, 9, b'x' * 10**6)):
    for use in (lambda: s.setsockopt(level, name, value), lambda: s.getsockopt(level, name), lambda: s.getsockopt(level, name, 10**9)):
        try:
            print(type(use()).__name__)
        except Exception as e:
            kind = type(e).__name__
for use in (lambda: s.ioctl(1, 1), lambda: s.share(1), lambda: s.detach(), lambda: s.get_inheritable(), lambda: s.makefile().read(), lambda: s.__init__(2, 1, 0, 0), lambda: s.__reduce_ex__(2), lambda: s._real_close(), lambda: s.fileno(), lambda: socket.close(0)):
    try:
        print(type(use()).__name__)
    except Exception as e:
        kind = type(e).__name__
