# itertools.cycle keeps all it saw; groupby, accumulate and chain go on for ever.
import itertools

for _ in itertools.cycle(itertools.accumulate(itertools.chain.from_iterable(itertools.repeat(range(10))))):
    pass
