# A Counter of everything there is.
from collections import Counter
import itertools

Counter(itertools.count())
