# The buffers of struct.unpack: many small tuples.
import struct

kept = []
data = bytes(1_000_000)
while True:
    kept.append(struct.unpack('1000000B', data))
