# Ints chosen to fall into one bucket.
# Must end by a limit.
d = {}
for i in range(10**8):
    d[i << 33] = i
