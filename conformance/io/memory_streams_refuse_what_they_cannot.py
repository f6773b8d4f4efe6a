import io


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for stream in (io.StringIO('a\nb'), io.BytesIO(b'a\nb')):
    for use in (
        lambda: stream.read('x'), lambda: stream.write(3), lambda: stream.seek(-1), lambda: stream.seek(0, 9),
        lambda: stream.seek(1, 1), lambda: stream.truncate(-2), lambda: stream.fileno(), lambda: stream.detach(),
        lambda: stream.readline(1), lambda: stream.readlines(1), lambda: stream.tell(), lambda: stream.truncate(0),
        lambda: stream.getvalue(), lambda: stream.close(), lambda: stream.read(), lambda: stream.closed,
    ):
        attempt(use)
