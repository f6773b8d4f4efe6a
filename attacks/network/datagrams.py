# from: UDP to loopback, broadcast, multicast
# after: a datagram to this machine
# must: contained
import socket

for host, port in (('127.0.0.1', 53), ('127.0.0.1', @PORT@), ('255.255.255.255', 9), ('224.0.0.251', 5353), ('::1', 53), ('10.0.0.1', 53), ('169.254.169.254', 80), ('0.0.0.0', 53), ('inside.test', 53)):
    for family in (socket.AF_INET, socket.AF_INET6):
        for use in (lambda s: s.sendto(b'x', (host, port)), lambda s: (s.connect((host, port)), s.send(b'x')), lambda s: s.sendmsg([b'x'], [], 0, (host, port))):
            try:
                s = socket.socket(family, socket.SOCK_DGRAM)
                s.settimeout(0.02)
                use(s)
                print('ESCAPED', host, port)
            except Exception as e:
                kind = type(e).__name__
print('none')
