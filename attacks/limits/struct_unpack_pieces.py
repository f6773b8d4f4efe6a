# A bytes object for each byte.
import struct

kept = []
while True:
    kept.append(struct.unpack('600000c', bytes(600_000)))
