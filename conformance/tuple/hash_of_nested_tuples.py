print(hash((1, (2, (3, None)), 2.5)) == hash((1.0, (2, (3, None)), 2.5)), hash((1, 2)) == hash((2, 1)))
print(hash((True, 1.0)) == hash((1, 1)))
try:
    hash((1, [2]))
except TypeError as e:
    print(e)
