values = iter([1, 2, 0, 3])
it = iter(lambda: next(values), 0)
print(list(it), list(it), next(values))
def stop():
    raise StopIteration
print(list(iter(stop, 5)))
