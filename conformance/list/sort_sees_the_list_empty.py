items = [3, 1, 2]
def key(x):
    print(x, items)
    return x
items.sort(key=key)
print(items)
def grow(x):
    items.append(x)
    return x
try:
    items.sort(key=grow)
except ValueError as error:
    print(error)
