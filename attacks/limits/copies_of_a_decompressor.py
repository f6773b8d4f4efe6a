# Each copy has a window of its own.
import zlib

first = zlib.decompressobj()
first.decompress(zlib.compress(bytes(100_000))[:-5])
while True:
    first = first.copy()
