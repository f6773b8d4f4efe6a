# from: rate limits by copies, threads, bound methods
# after: more calls than the rate
# must: contained
import copy
import functools

n = 0
for i in range(10):
    for call in (rated, lambda: rated.__call__(), functools.partial(rated), lambda: (copy.copy(rated))(), lambda: echo(rated)(), lambda: list(map(lambda _: rated(), [1]))):
        try:
            call()
            n += 1
        except Exception as e:
            kind = type(e).__name__
if n > 3:
    print('ESCAPED', n)
print(n)
