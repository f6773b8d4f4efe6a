# max over a long range.
# Must end by a limit.
max(range(10**12))
