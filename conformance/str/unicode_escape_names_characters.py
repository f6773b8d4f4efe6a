"""The codec unicode_escape knows the names of characters; namereplace writes them."""
import codecs

for data in (
    rb'\N{BULLET}', rb'\N{bullet}x\N{DEL}', rb'\N{GRINNING FACE}', rb'\N{KEYCAP DIGIT ONE}', rb'\N{}', rb'\N{', rb'\N', rb'a\N{BULLET',
    rb'a\Nbullet}', rb'\N{nope} b', b'\\N{BULL\xc9T}', rb'\N{HANGUL SYLLABLE GA}\N{CJK UNIFIED IDEOGRAPH-4E00}', b'\\N{' + b'A' * 300 + b'}',
    rb'\\N{BULLET}', rb'\N{{BULLET}}',
):
    for errors in ('strict', 'replace', 'ignore', 'backslashreplace'):
        try:
            print(data[:20], errors, ascii(data.decode('unicode_escape', errors)))
        except UnicodeDecodeError as e:
            print(data[:20], errors, str(e)[:200], e.start, e.end)

print([codecs.unicode_escape_decode(rb'a\N{BULLET}b'[:n], 'strict', False) for n in range(13)])

text = 'é☃😀\ud800\x80\x00\ue000가一\ufeff\uff21q'
for encoding in ('ascii', 'latin-1', 'cp1252', 'utf-8', 'koi8-r', 'utf-16-le'):
    try:
        print(encoding, text.encode(encoding, 'namereplace'))
    except UnicodeEncodeError as e:
        print(encoding, ascii(e))
print(('\u2022' * 5).encode('ascii', 'namereplace'))

handler = codecs.lookup_error('namereplace')
print(handler(UnicodeEncodeError('ascii', 'a\u2022\x85b', 1, 3, 'why')))
print(codecs.namereplace_errors is handler)
for exc in (UnicodeDecodeError('ascii', b'\xff', 0, 1, 'why'), UnicodeTranslateError('\u2022', 0, 1, 'why'), ValueError('x')):
    try:
        print(handler(exc))
    except TypeError as e:
        print(e)
try:
    b'\xff'.decode('ascii', 'namereplace')
except TypeError as e:
    print(e)
