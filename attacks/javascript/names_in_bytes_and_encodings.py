# from: JavaScript: names of codecs, errors and struct codes looked up in tables
# after: a function of a prototype as a codec
# must: contained
import codecs
import struct

for n in ('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', '', '\0', '../utf_8', '.utf_8', 'utf_8.__init__', 'encodings.utf_8', 'os', '@CANARY@', 'x' * 10000, 'mbcs', 'idna', 'punycode', 'undefined', 'unicode_escape', 'raw-unicode-escape', 'hex', 'zip', 'uu', 'rot13'):
    for use in (lambda: 'a'.encode(n), lambda: b'a'.decode(n), lambda: codecs.lookup(n), lambda: codecs.lookup_error(n), lambda: 'é'.encode('ascii', n), lambda: str(b'\xff', 'utf-8', n), lambda: open('a.txt', encoding=n), lambda: struct.pack(n, 1), lambda: struct.calcsize(n), lambda: __import__('hashlib').new(n), lambda: __import__('unicodedata').normalize(n, 'a'), lambda: __import__('unicodedata').lookup(n), lambda: int.to_bytes(1, 1, n), lambda: memoryview(b'abcd').cast(n), lambda: __import__('array').array(n), lambda: sorted([1], **{n: 1}), lambda: __import__('locale').setlocale(0, n), lambda: compile('1', 'x', n)):
        try:
            r = use()
        except Exception as e:
            assert 'is not a function' not in str(e) and '[object' not in str(e), str(e)
print('done')
