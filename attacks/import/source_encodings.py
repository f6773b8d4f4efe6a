# from: PEP 263 cookies, byte order marks, codecs that run while source is read
# after: a codec of the program between the file and the compiler
# must: contained
import codecs


def search(name):
    if name.startswith('evil'):
        return codecs.CodecInfo(lambda s, e='': (b'', 0), lambda b, e='': ("print('ESCAPED')" if False else '1', len(b)), name=name)
    return None


codecs.register(search)
for source in (b'# coding: evil\n1', b'# coding: os\n1', b'# -*- coding: ../x -*-\n1', b'\xff\xfe1\0', b'\xef\xbb\xbf# coding: latin-1\n1', b'# coding: utf-7\n+AGEAYg-', b'# coding: unicode_escape\n\\x31', b'# coding: rot13\ncevag(1)', b'\0', b'1\0 + 1', b'# coding: ' + b'x' * 10000, b'\xed\xa0\x80', b'# coding: idna\n1', b'# coding: hex\n31'):
    for mode in ('exec', 'eval'):
        try:
            print(repr(eval(compile(source, 'x', mode)))[:40])
        except BaseException as e:
            kind = type(e).__name__
codecs.unregister(search)
print('done')
