# A long loop inside one native.
# Must end by a limit.
sum(range(10**12))
