# The repr of a list that shares its parts.
# Must end by a limit.
l = []
for i in range(60):
    l = [l, l]
repr(l)
