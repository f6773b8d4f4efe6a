bad = b'a\xffb\xc3'
for handler in ('replace', 'ignore', 'backslashreplace', 'surrogateescape'):
    print(handler, ascii(bad.decode('utf-8', handler)))
try:
    bad.decode()
except UnicodeDecodeError as error:
    print(error, error.start, error.end, error.reason, error.encoding, error.object)
print(b'\xe9'.decode('latin-1'), 'a\u0100'.encode('utf-16-le'), 'é'.encode('ascii', 'xmlcharrefreplace'))
