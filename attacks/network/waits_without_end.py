# from: timeouts that are none, poll and select for ever
# after: a supervisor that waits for the program
# must: contained
import select
import socket
import time

started = time.monotonic()
for use in (lambda s: s.settimeout(10**10), lambda s: s.settimeout(-1), lambda s: s.settimeout(float('nan')), lambda s: s.settimeout(float('inf')), lambda s: s.settimeout(1e-300), lambda s: s.settimeout('x'), lambda s: s.setblocking(None), lambda s: s.settimeout(2**70)):
    s = socket.socket()
    try:
        use(s)
        print(s.gettimeout())
    except Exception as e:
        print(type(e).__name__)
for args in (([], [], [], 0), ([5], [], [], 0), ([-1], [], [], 0), ([10**10], [], [], 0), (['x'], [], [], 0), ([s] * 3, [s], [s], 0), ([], [], [], -1), ([s], [], [], float('nan'))):
    try:
        print([len(x) for x in select.select(*args)])
    except Exception as e:
        print(type(e).__name__)
