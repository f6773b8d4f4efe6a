# A repeat count in a struct format reserves before it packs.
import struct

while True:
    struct.pack('1000000000x')
