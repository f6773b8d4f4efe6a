import codecs


def stars(error):
    print(type(error).__name__, error.encoding, error.start, error.end, error.reason)
    return '*' * (error.end - error.start), error.end


codecs.register_error('stars', stars)
print('aé€b'.encode('ascii', 'stars'), b'a\xff\xfeb'.decode('utf-8', 'stars'), 'x€'.encode('latin-1', 'stars'))
codecs.register_error('bytes', lambda error: (b'\x00', error.end))
print('é'.encode('ascii', 'bytes'))
for reply in ('x', ('x',), (1, 2), ('x', 'y'), ('x', 99)):
    codecs.register_error('bad', lambda error: reply)
    try:
        print(b'\xff'.decode('ascii', 'bad'))
    except Exception as error:
        print(type(error).__name__, error)
try:
    'é'.encode('ascii', 'unheard')
except LookupError as error:
    print(error)
print(codecs.lookup_error('ignore')(UnicodeDecodeError('x', b'abc', 1, 2, 'why')))
