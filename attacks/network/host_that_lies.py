# from: str subclasses, tuples, ints as host and port
# after: an address that is another when it is used
# must: contained
import socket


class H(str):
    n = 0

    def __str__(self):
        return 'example.com'

    def encode(self, *a):
        H.n += 1
        return b'example.com' if H.n % 2 else b'127.0.0.1'

    def __eq__(self, o):
        return o == 'example.com'

    def __hash__(self):
        return hash('example.com')

    def __len__(self):
        return 11


class Port(int):
    n = 0

    def __index__(self):
        Port.n += 1
        return 80 if Port.n % 2 else @PORT@

    __int__ = __index__

    def __eq__(self, o):
        return o == 80

    __hash__ = int.__hash__


class T(tuple):
    def __getitem__(self, i):
        return ('example.com', 80)[i]

    def __iter__(self):
        return iter(('example.com', 80))


for address in ((H('127.0.0.1'), @PORT@), ('127.0.0.1', Port(@PORT@)), T(('127.0.0.1', @PORT@)), ['127.0.0.1', @PORT@], (b'127.0.0.1', @PORT@), (bytearray(b'127.0.0.1'), @PORT@), ('127.0.0.1', '@PORT@'), ('127.0.0.1', @PORT@ + 65536), ('127.0.0.1', -1), ('127.0.0.1', 2**70), ('127.0.0.1', 1.5), ('127.0.0.1', @PORT@, 0, 0), ('127.0.0.1',), 5, None, '127.0.0.1:@PORT@', ('127.0.0.1', True), (None, @PORT@), ('', @PORT@)):
    for use in (lambda s: s.connect(address), lambda s: s.connect_ex(address), lambda s: s.sendto(b'x', address), lambda s: s.bind(address), lambda s: socket.create_connection(address, 0.02)):
        try:
            s = socket.socket()
            s.settimeout(0.02)
            r = use(s)
            if r == 0:
                print('ESCAPED', address)
        except Exception as e:
            kind = type(e).__name__
print('none')
