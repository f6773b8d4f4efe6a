# from: remove, rename, truncate while open
# after: a quota that grows by giving back
# must: contained
import os

written = 0
try:
    for i in range(40):
        f = open('/q', 'wb', buffering=0)
        written += f.write(b'x' * 100_000)
        g = open('/q', 'r+b', buffering=0)
        os.remove('/q')
        g.truncate(0)
        g.write(b'y' * 1000)
        os.ftruncate(g.fileno(), 0)
        f.close()
        g.close()
        open('/p', 'wb').close()
        os.rename('/p', '/p2')
        os.remove('/p2')
    kept = []
    for i in range(2000):
        f = open('/k%d' % i, 'wb', buffering=0)
        kept.append(f.write(b'x' * 100_000))
        f.close()
        if sum(kept) > 64 * 2**20:
            print('ESCAPED', sum(kept))
            break
except Exception as e:
    print(type(e).__name__, e.errno if isinstance(e, OSError) else '')
