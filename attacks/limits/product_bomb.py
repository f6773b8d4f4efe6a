# itertools.product keeps its pools and yields 10**30 tuples.
import itertools

for _ in itertools.product(range(1000), repeat=10):
    pass
