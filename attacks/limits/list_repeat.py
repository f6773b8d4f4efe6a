# One huge list by repetition.
# Must end by a limit.
[0] * 10**9
