# Factorials, each kept.
import itertools
import operator

list(itertools.accumulate(itertools.count(1), operator.mul))
