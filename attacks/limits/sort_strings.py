# Comparing long texts that differ at their ends.
x = ['a' * 100_000 + str(i) for i in range(200)]
while True:
    x.sort(key=lambda s: s + '')
    x.reverse()
