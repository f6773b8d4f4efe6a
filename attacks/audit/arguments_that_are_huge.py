# from: arguments of events of many megabytes, deep, of numbers without end
# after: the supervisor's memory
# must: contained
import os
import sys

big = 'x' * 1_000_000
deep = []
for i in range(5000):
    deep = [deep]
for use in (lambda: open(big), lambda: open(big, big), lambda: __import__(big), lambda: sys.audit('a', big, deep, 2**100000), lambda: os.rename(big, big), lambda: os.write(1, b'') and 0, lambda: compile('1', big, 'exec'), lambda: exec('1', {'__file__': big}), lambda: os.mkdir(big), lambda: os.environ.get(big), lambda: os.stat([big]), lambda: open(2**70), lambda: sys.audit(big), lambda: sys.audit('a', *range(100000))):
    try:
        use()
    except Exception as e:
        print(type(e).__name__)
print('done')
