import codecs


def attempt(work):
    try:
        print(repr(work()))
    except Exception as e:
        print(type(e).__name__, e)


def change(exc):
    exc.object = b'abc'
    return '[changed]', 1


def wrong(exc):
    return 1


def past(exc):
    return '?', 10**6


for name, handler in (('change', change), ('wrong', wrong), ('past', past)):
    codecs.register_error('test.' + name, handler)
    attempt(lambda: codecs.charmap_decode(b'ax', 'test.' + name, {97: 'A', 98: 'B', 99: 'C'}))
    attempt(lambda: codecs.utf_7_decode(b'a\xff', 'test.' + name, True))
    attempt(lambda: codecs.utf_8_decode(b'a\xff', 'test.' + name, True))
    attempt(lambda: codecs.ascii_decode(b'a\xffb', 'test.' + name))
attempt(lambda: codecs.charmap_decode(b'ax', 'test.nobody', {97: 'A'}))
