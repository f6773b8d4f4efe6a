import struct
data = struct.pack('<bBhHiIqQ?fd3sc', -1, 255, -2, 65535, -3, 4, -5, 6, True, 1.5, 0.1, b'ab', b'z')
print(data, struct.unpack('<bBhHiIqQ?fd3sc', data), struct.calcsize('>hi'), struct.calcsize('@bi'), list(struct.iter_unpack('>H', b'\0\1\0\2')))
for operation in (lambda: struct.pack('b', 200), lambda: struct.pack('i'), lambda: struct.unpack('i', b'a'), lambda: struct.pack('y', 1), lambda: struct.pack('i', 'a'), lambda: struct.pack('<I', -1)):
    try:
        print(operation())
    except struct.error as error:
        print(error)
