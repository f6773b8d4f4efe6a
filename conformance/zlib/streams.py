"""Streams in all formats, in pieces, and what is wrong with broken ones."""
import gzip, io, zipfile, zlib

text = b''.join(b'line %d of a text, %d\n' % (i, i * i % 97) for i in range(3000))
for level in (0, 1, 6, 9):
    for wbits in (15, -15, 31, 9):
        c = zlib.compressobj(level, zlib.DEFLATED, wbits)
        packed = c.compress(text[:10000]) + c.flush(zlib.Z_SYNC_FLUSH) + c.compress(text[10000:]) + c.flush()
        d = zlib.decompressobj(wbits)
        out, rest = b'', packed + b'more'
        while not d.eof:
            out += d.decompress(rest[:700], 300)
            rest = d.unconsumed_tail + rest[700:]
        print(level, wbits, out == text, d.unused_data, len(packed) < len(text) // 3 or level == 0)
print(zlib.crc32(text), zlib.adler32(text), zlib.crc32(b'b', zlib.crc32(b'a')), zlib.adler32(b'', 5))
for code in [
    "zlib.decompress(b'')", "zlib.decompress(b'abc')", "zlib.decompress(zlib.compress(b'abc')[:-1])",
    "zlib.decompress(b'x\\x9c\\x07')", "zlib.compress(b'a', 10)", "zlib.compress('a')",
    "zlib.decompress(zlib.compress(b'abc')[:-4] + b'1234')", "zlib.decompress(b'x\\x9d')", "zlib.compressobj(5, 7)",
    "zlib.decompress(zlib.compressobj(zdict=b'abc').flush())", "zlib.decompressobj(5)",
]:
    try:
        print(code, '->', eval(code))
    except Exception as e:
        print(code, '!!', type(e).__name__, e)
c = zlib.compressobj(zdict=b'hello world')
packed = c.compress(b'hello world, hello') + c.flush()
print(zlib.decompressobj(zdict=b'hello world').decompress(packed))
print(gzip.decompress(gzip.compress(text)) == text)
file = io.BytesIO()
with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('a/b.txt', text)
with zipfile.ZipFile(file) as z:
    print(z.namelist(), z.read('a/b.txt') == text, z.getinfo('a/b.txt').file_size, z.testzip())
