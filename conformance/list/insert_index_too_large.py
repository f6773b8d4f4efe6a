items = [1, 2]
items.insert(100, 3)
items.insert(-100, 0)
items.insert(-1, 2.5)
print(items)
