# More combinations than there is time for.
import itertools

sum(1 for _ in itertools.combinations(range(100), 50))
