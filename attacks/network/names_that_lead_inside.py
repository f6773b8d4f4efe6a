# from: DNS: a public name with a private address
# after: a server of this machine by a name
# must: contained
import socket

for host in ('inside.test', 'mixed.test', 'metadata.test', 'mapped.test', 'nat64.test', 'odd.test', 'localhost', 'many.test'):
    try:
        found = socket.getaddrinfo(host, @PORT@)
        print(host, len(found) < 200)
    except Exception as e:
        print(type(e).__name__)
        found = []
    for family, type_, proto, _, address in found[:4]:
        if address[0].startswith('93.'):
            continue
        try:
            s = socket.socket(family, type_, proto)
            s.settimeout(0.02)
            s.connect(address)
            print('ESCAPED', address)
        except Exception as e:
            kind = type(e).__name__
    try:
        socket.create_connection((host, @PORT@), 0.02)
        print('ESCAPED', host)
    except Exception as e:
        kind = type(e).__name__
