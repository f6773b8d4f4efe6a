# in over an endless iterator.
# Must end by a limit.
1 in iter(int, 1)
