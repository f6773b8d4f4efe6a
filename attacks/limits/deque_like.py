# Slices of slices kept.
# Must end by a limit.
x = [0] * 1000
keep = []
while True:
    keep.append(x[:])
