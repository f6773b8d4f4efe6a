# The pools of a product are there before its first tuple.
import itertools

itertools.product(range(1000), repeat=10**9)
