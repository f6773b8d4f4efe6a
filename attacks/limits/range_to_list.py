# A long range made into a list.
# Must end by a limit.
list(range(10**10))
