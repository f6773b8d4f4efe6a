# Iterators inside iterators.
# Must end by a limit.
it = iter([1])
for i in range(10**6):
    it = enumerate(it)
next(it)
