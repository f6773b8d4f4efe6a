from itertools import count, islice, tee
a, b = tee(count())
print(list(islice(a, 3)), next(b), list(islice(b, 3)), next(a))
c, d = tee(a)
print(next(c), next(d), next(a))
