# A stream of a few hundred kilobytes that stands for a gigabyte.
import zlib

c = zlib.compressobj(9, zlib.DEFLATED, -15)
block = c.compress(bytes(1 << 18)) + c.flush(zlib.Z_FULL_FLUSH)
print(len(zlib.decompress(block * 4096 + c.flush(), -15)))
