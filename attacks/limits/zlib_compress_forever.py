# Text whose chains of matches are long, at the level that follows them all.
import zlib

data = b''.join(b'ab%d' % (i % 10) for i in range(100_000))
while True:
    zlib.compress(data, 9)
