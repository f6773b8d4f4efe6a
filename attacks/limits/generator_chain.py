# Generators inside generators.
# Must end by a limit.
def g(x):
    yield from x
it = iter(range(10))
while True:
    it = g(it)
