# The same through an object that gives a little at a time, to one that keeps it.
import zlib

c = zlib.compressobj(9, zlib.DEFLATED, -15)
block = c.compress(bytes(1 << 18)) + c.flush(zlib.Z_FULL_FLUSH)
d = zlib.decompressobj(-15)
kept = []
while True:
    kept.append(d.decompress(d.unconsumed_tail or block, 100_000))
