# A join that repeats a long string.
# Must end by a limit.
'x'.join(['y' * 10**6] * 10**6)
