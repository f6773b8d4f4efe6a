# What programs do with hashlib, base64, struct, zlib, binascii, array. A case answers a checksum.
import array
import base64
import binascii
import hashlib
import hmac
import struct
import zlib

DATA = bytes(i * 7919 % 251 for i in range(200_000))
TEXT = b''.join(b'line %d of a text that repeats, as texts do\n' % i for i in range(4000))
PACKED = zlib.compress(TEXT)
ENCODED = base64.b64encode(DATA)
RECORD = struct.Struct('<IhBd4s')
RECORDS = b''.join(RECORD.pack(i, i % 100, i % 256, i / 3, b'abcd') for i in range(5000))


def unpacking():
    return sum(i + h + b for i, h, b, _, _ in RECORD.iter_unpack(RECORDS))


def headers():
    total = 0
    for i in range(5000):
        a, b, c = struct.unpack_from('>HBI', RECORDS, i)
        total += a + b + len(struct.pack('!HHL', a, b, c))
    return total


def digests():
    return sum(hashlib.sha256(b'%d' % i).digest()[0] for i in range(2000))


def arrays():
    numbers = array.array('d', range(20000))
    for i in range(0, 20000, 3):
        numbers[i] *= 2
    return sum(numbers)


CASES = {
    'sha256 of 200 kB': lambda: hashlib.sha256(DATA).hexdigest(),
    'md5 of 200 kB': lambda: hashlib.md5(DATA).hexdigest(),
    'sha1, sha512, blake2b of 200 kB': lambda: (
        hashlib.sha1(DATA).hexdigest()[:9] + hashlib.sha512(DATA).hexdigest()[:9] + hashlib.blake2b(DATA).hexdigest()[:9]
    ),
    'sha256 of short texts': digests,
    'hmac': lambda: sum(hmac.new(b'key', b'%d' % i, 'sha256').digest()[0] for i in range(500)),
    'base64 encode': lambda: len(base64.b64encode(DATA)),
    'base64 decode': lambda: len(base64.b64decode(ENCODED)),
    'hex': lambda: len(binascii.unhexlify(DATA.hex())),
    'crc32, adler32': lambda: zlib.crc32(DATA) + zlib.adler32(DATA),
    'struct.pack': lambda: sum(len(RECORD.pack(i, 1, 2, 3.5, b'wxyz')) for i in range(5000)),
    'struct.iter_unpack': unpacking,
    'struct, headers': headers,
    'zlib.compress': lambda: len(zlib.decompress(zlib.compress(TEXT))),
    'zlib.decompress': lambda: len(zlib.decompress(PACKED)),
    'array': arrays,
}
