print(1, 'a', None, sep='-', end='!\n')
print()
print(*range(3), sep='')
for kwargs in ({'sep': 1}, {'end': 2}, {'nope': 3}):
    try:
        print('x', **kwargs)
    except TypeError as error:
        print(error)
