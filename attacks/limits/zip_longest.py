# Zip over endless iterators.
# Must end by a limit.
for x in zip(iter(int, 1), iter(int, 1)):
    pass
