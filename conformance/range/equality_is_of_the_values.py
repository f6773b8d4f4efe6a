print(range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), range(1) == range(0, 1, 5), range(3) == [0, 1, 2])
print(hash(range(0, 3, 2)) == hash(range(0, 4, 2)), {range(3): 1}[range(0, 3, 1)])
print(3.0 in range(5), 2.5 in range(5), 'a' in range(5), True in range(2))
