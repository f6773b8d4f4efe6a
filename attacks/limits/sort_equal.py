# Sorting long lists of equal items.
x = [0] * 4_000_000
while True:
    x.sort()
    x.sort(reverse=True)
