# from: lying __len__, __iter__, __class__, __hash__, __eq__ of arguments
# after: code of the program while the host reads a value
# must: contained
class Lying:
    @property
    def __class__(self):
        return list

    def __len__(self):
        return 10**9

    def __iter__(self):
        while True:
            yield 1

    def __getitem__(self, i):
        return i

    def keys(self):
        return self

    def __index__(self):
        return 5

    def __getattr__(self, n):
        raise KeyError(n)


class L(list):
    def __len__(self):
        return 10**9

    def __iter__(self):
        while True:
            yield 1

    def __getitem__(self, i):
        return self


class D(dict):
    def items(self):
        return Lying()

    def __iter__(self):
        return Lying()

    def keys(self):
        return Lying()

    def __getitem__(self, k):
        return self


class S(str):
    def __str__(self):
        raise SystemExit

    def __eq__(self, o):
        return True

    def __hash__(self):
        return 0


class I(int):
    def __index__(self):
        return 10**9

    def __lt__(self, o):
        return True


class F(float):
    def __float__(self):
        return 1 / 0


class B(bytes):
    def __bytes__(self):
        return 5

    def __len__(self):
        return -1


import collections

for v in (Lying(), L([1]), D(a=1), S('x'), I(3), F(1.5), B(b'x'), collections.OrderedDict(a=1), collections.namedtuple('N', 'a')(1), collections.deque([1]), range(10**18), iter([]), (i for i in ()), memoryview(b'a'), bytearray(b'a'), 1j, ..., NotImplemented, type, Exception('x'), account, echo, lambda: 1, print, __builtins__, {Lying: 1}, True):
    for use in (echo, kinds, later, merge, checked, account.deposit, bound):
        try:
            print(type(use(v)).__name__)
        except Exception as e:
            print(type(e).__name__)
