# from: codecs.lookup imports encodings.NAME
# after: a module of the program's choice by the name of a codec
# must: contained
import codecs
import sys
import types

evil = types.ModuleType('encodings.evil')
calls = []


def getregentry():
    frame = sys._getframe(1)
    while frame is not None:
        calls.append(frame.f_code.co_name)
        if frame.f_globals.get('__name__') not in sys.modules:
            print('ESCAPED')
        frame = frame.f_back
    return codecs.CodecInfo(lambda *a: 5, lambda *a: 5, name='evil')


evil.getregentry = getregentry
sys.modules['encodings.evil'] = evil
for n in ('evil', 'os', '.os', '..os', 'x.y', '__init__', '../evilmod', '@FOLDER@/evilmod'):
    for use in (codecs.lookup, 'a'.encode, b'a'.decode):
        try:
            print(repr(use(n))[:30])
        except BaseException as e:
            print(type(e).__name__)
for bad in (lambda n: 5, lambda n: (1, 2, 3, 4), lambda n: ('a',) * 4, lambda n: 1 / 0, None):
    try:
        codecs.register(bad)
        'a'.encode('none-such-%d' % id(bad))
    except BaseException as e:
        print(type(e).__name__)
codecs.register_error('mine', lambda e: (e, 10**10))
for use in (lambda: 'é'.encode('ascii', 'mine'), lambda: b'\xff'.decode('ascii', 'mine')):
    try:
        print(use())
    except BaseException as e:
        print(type(e).__name__)
