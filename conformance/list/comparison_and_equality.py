nan = float('nan')
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [nan] == [nan], [nan] == [float('nan')], [1, [2]] == [1, [2]], [1] == (1,))
try:
    [1, 'a'] < [1, 2]
except TypeError as error:
    print(error)
