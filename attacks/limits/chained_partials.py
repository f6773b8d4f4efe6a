# Partial objects of partial objects, each with more arguments.
import functools

f = print
while True:
    f = functools.partial(f, *range(100))
