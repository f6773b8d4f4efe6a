# from: open(opener=...)
# after: a descriptor that nobody opened
# must: contained
import os


class Odd(int):
    def __index__(self):
        return 0


for answer in (0, 1, 2, 3, 5, -1, 10**6, 2**31, 2**70, 'x', None, 1.5, True, Odd(3), [3]):
    for mode in ('r', 'w', 'rb', 'a+'):
        try:
            f = open('@CANARY@', mode, opener=lambda p, flags: answer)
            print('opened', mode, type(answer).__name__)
            if 'r' in mode:
                r = f.read(10)
                if r:
                    print('ESCAPED', r)
            f.close()
        except BaseException as e:
            kind = type(e).__name__
try:
    print(os.write(1, b'still here\n'))
except Exception as e:
    print(type(e).__name__)
