# from: HTTP by hand on a socket: pipelining, absolute URIs, early data
# after: what a guard that reads HTTP does not understand
# must: contained
import socket

for data in (b'GET http://127.0.0.1:@PORT@/ HTTP/1.1\r\nHost: example.com\r\n\r\n', b'CONNECT 127.0.0.1:@PORT@ HTTP/1.1\r\n\r\n', b'GET / HTTP/1.1\r\nHost: example.com\r\nHost: 127.0.0.1\r\n\r\n', b'\x16\x03\x01' + bytes(200), b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', b'SSH-2.0-x\r\n', b'GET / HTTP/1.1\nHost: x\n\n', b'\r\n' * 1000, b'A' * 10**6, b''):
    try:
        s = socket.socket()
        s.settimeout(0.02)
        s.connect(('example.com', 80))
        s.sendall(data)
        if b'canary' in s.recv(1000):
            print('ESCAPED')
    except Exception as e:
        print(type(e).__name__)
