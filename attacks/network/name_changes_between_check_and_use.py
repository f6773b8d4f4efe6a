# from: DNS rebinding
# after: an address that was not checked
# must: contained
import socket

for i in range(4):
    try:
        s = socket.socket()
        s.settimeout(0.02)
        s.connect(('rebind.test', @PORT@))
        print('ESCAPED')
    except Exception as e:
        print(type(e).__name__)
    try:
        print([a[4] for a in socket.getaddrinfo('rebind.test', @PORT@, socket.AF_INET)][:2])
    except Exception as e:
        print(type(e).__name__)
try:
    socket.getaddrinfo('example.com', 80)
    s = socket.socket()
    s.settimeout(0.02)
    s.connect(('127.0.0.1', @PORT@))
    print('ESCAPED')
except Exception as e:
    print(type(e).__name__)
