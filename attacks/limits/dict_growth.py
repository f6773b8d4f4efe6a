# A dict that grows for ever.
# Must end by a limit.
d = {}
i = 0
while True:
    d[i] = str(i)
    i += 1
