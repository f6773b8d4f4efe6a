# from: pickles with changed bytes, by both unpicklers and from files that give little at a time
# after: an error of the host's own, memory for sizes that a pickle only claims
# must: contained
import collections
import datetime
import decimal
import io
import pickle
import random


class Slow:
    """A file that can only read, a few bytes at a time where it may."""

    def __init__(self, data):
        self.file = io.BytesIO(data)

    def read(self, n):
        return self.file.read(n)

    def readline(self):
        return self.file.readline()


class Peeking(Slow):
    def peek(self, n):
        at = self.file.tell()
        data = self.file.read(min(n, 7))
        self.file.seek(at)
        return data


class P:
    pass


class Watched(pickle.Unpickler):
    def find_class(self, module, name):
        if module not in ('__main__', 'collections', 'datetime', 'decimal', 'copyreg', '_codecs') and name not in ('set', 'frozenset', 'complex', 'object', 'list', 'bytearray', 'range', 'getattr'):
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)

    def persistent_load(self, pid):
        return pid


p = P()
p.a = [p, (1, 2.5, 'x' * 300), {'k': b'y' * 300, 'é': {1, 2}, (1, 2): frozenset([3])}]
values = [
    p, [None, True, 10**40, -1, -(2**31), 1e300, 'a\U0001f600\udc80', bytearray(b'z')], datetime.datetime(2020, 1, 2), decimal.Decimal('1.5'),
    collections.OrderedDict(a=1), collections.defaultdict(list, {1: [2]}), collections.deque([1, 2]), 1j, range(5), P, {i: i for i in range(3)},
]
seeds = [pickle.dumps(v, protocol) for v in values for protocol in range(6)]
seeds += [
    b'r\xff\xff\xff\xff.', b'Nr\xff\xff\xff\xffj\xff\xff\xff\xff.', b'N' + b'r\x00\x00\x00\x80' * 50 + b'.', b'Np99999999999999999999\n.',
    b'\x8b\xff\xff\xff\x7f.', b'B\xff\xff\xff\xff.', b'\x8e\xff\xff\xff\xff\xff\xff\xff\x0f.', b'\x96\x00\x00\x00\x00\x00\x01\x00\x00.',
    b'\x95\xff\xff\xff\xff\xff\xff\x0f\x00.', b'(' * 3000 + b't' * 3000 + b'.', b']' * 2000 + b'a' * 1999 + b'.', b')' + b'\x85' * 3000 + b'.',
    b'(lp0\n(ag0\na.', b'\x97.', b'\x98.', b']\x98.', b'}}s.', b'(}}d.', b'\x8f(]\x90.', b'(]\x91.',
]
r = random.Random(7)
kinds = set()
for i in range(1500):
    data = bytearray(r.choice(seeds))
    for _ in range(r.choice((1, 1, 2, 3, 8))):
        what = r.randrange(4)
        at = r.randrange(len(data) + 1)
        if what == 0 and at < len(data):
            data[at] = r.randrange(256)
        elif what == 1:
            del data[at:at + r.randrange(4)]
        elif what == 2:
            data[at:at] = r.choice((b'\xff\xff\xff\x7f', b'(', b'0', b'\x94', b'h\x00', b'R', b'b', b'\x81', b'o', b't', b'e', b'u', b'\x90', b'\x93', b'Q', b'\x97', b'\x82\x01'))
        else:
            other = r.choice(seeds)
            data[at:at] = other[:r.randrange(len(other))]
    data = bytes(data)
    for load in (lambda: Watched(io.BytesIO(data)).load(), lambda: Watched(Slow(data)).load(), lambda: Watched(Peeking(data)).load(), lambda: pickle.loads(data[:200], encoding=r.choice(('latin-1', 'bytes', 'utf-16')), buffers=[b'1'])):
        try:
            found = load()
            pickle.dumps(found, r.randrange(6))
        except Exception as e:
            kinds.add(type(e).__name__)
print(sorted(kinds))
