# A set that grows.
# Must end by a limit.
s = set()
i = 0
while True:
    s.add((i, i))
    i += 1
