items = list(range(10))
items[2:5] = 'ab'
print(items)
items[::2] = [0] * len(items[::2])
print(items)
del items[1::3]
print(items)
items[3:1] = [7]
print(items)
for operation in (lambda: items.__setitem__(slice(None, None, 2), [1]), lambda: items.__setitem__(slice(0, 1), 5), lambda: items[::0]):
    try:
        operation()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
