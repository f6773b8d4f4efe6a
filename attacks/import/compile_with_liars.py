# from: compile, eval, exec with sources, names and namespaces that lie
# after: a namespace that answers for the machine
# must: contained
class NS(dict):
    def __getitem__(self, k):
        if k == '__builtins__':
            return {'open': 1}
        return dict.__getitem__(self, k)

    def __missing__(self, k):
        return 'missing ' + k

    def __setitem__(self, k, v):
        dict.__setitem__(self, k + '_', v)


class Map:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        raise RuntimeError(k)

    def keys(self):
        return [1]


class Src(str):
    def __str__(self):
        return 'open("@CANARY@").read()'

    def encode(self, *a):
        return b'2'


class Buf(bytes):
    def decode(self, *a):
        return 'open("@CANARY@").read()'


for g in ({}, NS(), {1: 2}, {'__builtins__': NS()}):
    for l in (None, NS(), Map(), 5, [], type):
        for src in ('x', 'x = 1', Src('1'), Buf(b'1'), bytearray(b'1'), memoryview(b'1'), 5, None, compile('y', 'a', 'eval'), (lambda: 1).__code__, 'import os', 'class C: z = 1', 'def f(): return q\nf()', '[i for i in a]'):
            try:
                exec(src, g, l)
                r = eval(src, g, l)
                if isinstance(r, str) and 'canary' in r:
                    print('ESCAPED')
            except BaseException as e:
                kind = type(e).__name__
print('done')
