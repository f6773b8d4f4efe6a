# Decompressors that wait, each with its window.
import zlib

packed = zlib.compress(bytes(range(256)) * 400)
waiting = []
while True:
    d = zlib.decompressobj()
    d.decompress(packed[:-10])
    waiting.append(d)
