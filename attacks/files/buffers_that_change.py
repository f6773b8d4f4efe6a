# from: write(), readinto() with buffers of the program
# after: memory of the supervisor through a buffer
# must: contained
import io

for use in (
    lambda f: f.write(memoryview(bytearray(10))[::2]),
    lambda f: f.write(memoryview(bytearray(b'abcd')).cast('I')),
    lambda f: f.readinto(bytearray(10**6)),
    lambda f: f.readinto(memoryview(bytes(10))),
    lambda f: f.readinto([1, 2]),
    lambda f: f.read(10**10),
    lambda f: f.read(-5),
    lambda f: f.read(2**70),
    lambda f: f.write(5),
    lambda f: f.write(None),
    lambda f: f.writelines(f),
    lambda f: f.seek(0, 99),
    lambda f: f.seek(2**70),
    lambda f: f.seek(1.5),
    lambda f: f.__setstate__((1, 2, 3)),
    lambda f: f.__init__('@CANARY@'),
    lambda f: f.__init__(0),
    lambda f: f.raw.__init__('@CANARY@', 'w'),
    lambda f: f.detach().__class__('@CANARY@').read(),
    lambda f: f.__class__(f),
    lambda f: setattr(f, 'raw', f),
    lambda f: setattr(f, 'name', '@CANARY@'),
    lambda f: f.__del__(),
    lambda f: f.__reduce_ex__(2),
    lambda f: f.reconfigure(encoding='../x'),
):
    for make in (lambda: open('/a.txt', 'rb'), lambda: open('/w.txt', 'wb+'), lambda: open('/a.txt'), lambda: io.BytesIO(b'abc'), lambda: io.StringIO('abc'), lambda: open('/a.txt', 'rb', buffering=0)):
        try:
            r = use(make())
            if 'canary' in str(r):
                print('ESCAPED', r)
        except Exception as e:
            kind = type(e).__name__
print('done')
