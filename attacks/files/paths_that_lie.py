# from: __fspath__, str and bytes subclasses, lying __len__ and __getitem__
# after: a path that is another for the check than for the open
# must: contained
import os


class P:
    def __init__(self, *answers):
        self.answers = list(answers)

    def __fspath__(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class S(str):
    def __getitem__(self, i):
        return '/'

    def __len__(self):
        return 1

    def startswith(self, *a):
        return True

    def split(self, *a):
        return ['a.txt']

    def encode(self, *a):
        return b'/a.txt'

    def __iter__(self):
        return iter('/a.txt')


class B(bytes):
    def decode(self, *a):
        return '/a.txt'


class I:
    def __index__(self):
        return 0


for make in (lambda: P('/a.txt', '@CANARY@'), lambda: P('@CANARY@', '/a.txt'), lambda: P(5), lambda: P(None), lambda: P(P('/a.txt')), lambda: S('@CANARY@'), lambda: B(b'@CANARY@'), lambda: bytearray(b'@CANARY@'), lambda: memoryview(b'@CANARY@'), lambda: I(), lambda: P(S('@CANARY@')), lambda: 'a' * 10**6, lambda: ['/', '@CANARY@'], lambda: {'@CANARY@'}):
    for use in (open, os.stat, os.listdir, os.remove, lambda p: os.rename(p, p), os.mkdir, os.path.realpath, lambda p: open(p, 'w'), os.chdir, os.scandir, os.access, lambda p: io.FileIO(p) if 0 else __import__('io').FileIO(p).readall()):
        try:
            r = use(make())
            if 'canary' in str(r):
                print('ESCAPED', r)
            if hasattr(r, 'read') and 'canary' in str(r.read()):
                print('ESCAPED')
        except Exception as e:
            kind = type(e).__name__
print('done')
