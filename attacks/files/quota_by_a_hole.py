# from: seek far, write one byte: sparse files; truncate
# after: more bytes than the quota without writing them
# must: contained
import os

total = 0
for use in (
    lambda f: (f.seek(10**9), f.write(b'x')),
    lambda f: (f.seek(2**40), f.write(b'x')),
    lambda f: (f.seek(2**62), f.write(b'x')),
    lambda f: f.truncate(10**9),
    lambda f: f.truncate(2**50),
    lambda f: os.ftruncate(f.fileno(), 10**10),
    lambda f: os.posix_fallocate(f.fileno(), 0, 10**9),
    lambda f: (f.seek(-1), f.write(b'x')),
    lambda f: f.truncate(-1),
    lambda f: f.truncate(2**70),
    lambda f: [f.write(b'x' * 10**6) for _ in range(100)],
    lambda f: os.pwrite(f.fileno(), b'x', 10**9),
):
    for path in ('/quota', '/tmp/quota', 'quota'):
        try:
            with open(path, 'wb', buffering=0) as f:
                use(f)
            size = os.stat(path).st_size
            if size > 64 * 2**20:
                print('ESCAPED', size)
            print(size)
        except Exception as e:
            kind = type(e).__name__
        except MemoryError:
            print('memory')
try:
    os.truncate('/a.txt', 10**10)
    if os.stat('/a.txt').st_size > 64 * 2**20:
        print('ESCAPED')
except Exception as e:
    print(type(e).__name__)
