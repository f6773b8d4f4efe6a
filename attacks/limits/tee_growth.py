# itertools.tee keeps what one of its halves has not seen.
import itertools

a, b = itertools.tee(itertools.count())
for _ in a:
    pass
