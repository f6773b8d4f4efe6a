# from: sockets, connections and lookups without end
# after: ports and descriptors of the host
# must: contained
import socket

kept = []
try:
    for i in range(5000):
        kept.append(socket.socket())
    print('ESCAPED', len(kept))
except Exception as e:
    print(type(e).__name__)
for s in kept:
    s.close()
n = 0
try:
    for i in range(300):
        s = socket.socket()
        s.settimeout(0.01)
        try:
            s.connect(('example.com', 1 + i))
        except ConnectionRefusedError:
            n += 1
        s.close()
    if n > 200:
        print('ESCAPED', n)
except Exception as e:
    print(type(e).__name__)
