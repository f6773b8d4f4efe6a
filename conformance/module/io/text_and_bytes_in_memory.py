import io
s = io.StringIO('one\ntwo\r\nthree')
print(s.readline(), s.tell(), s.read(3), s.seek(0), list(s), s.getvalue())
s.seek(0, 2)
print(s.write('!'), s.truncate(4), repr(s.getvalue()))
b = io.BytesIO(b'abcdef')
print(b.read(2), b.read1(1), b.readinto(bytearray(2)), b.getbuffer()[0], b.seek(-2, 2), b.read(), b.read())
t = io.TextIOWrapper(io.BytesIO(b'a\xc3\xa9\r\nb'), 'utf-8')
print(t.read(), t.encoding, t.newlines)
with io.StringIO() as closed: pass
for operation in (lambda: closed.read(), lambda: s.write(b'x'), lambda: b.write('x'), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: b.fileno()):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
