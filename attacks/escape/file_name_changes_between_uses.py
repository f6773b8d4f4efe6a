# from: tav's safelite: a filename that is another the second time
# after: a path that was checked, and is another when it is opened
# must: contained
class P(str):
    n = 0

    def __str__(self):
        P.n += 1
        return 'a.txt' if P.n < 3 else '@CANARY@'

    __fspath__ = __repr__ = __str__

    def encode(self, *a):
        return b'@CANARY@'


class Q:
    n = 0

    def __fspath__(self):
        Q.n += 1
        return '/a.txt' if Q.n % 2 else '@CANARY@'


for path in (P('/a.txt'), Q(), Q(), P('@CANARY@')):
    for _ in range(3):
        try:
            print(open(path).read())
        except Exception as e:
            print(type(e).__name__)
