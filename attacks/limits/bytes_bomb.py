# A huge bytes object.
# Must end by a limit.
bytes(10**10)
