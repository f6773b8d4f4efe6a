# Permutations of which each is kept.
import itertools

list(itertools.permutations(range(50)))
