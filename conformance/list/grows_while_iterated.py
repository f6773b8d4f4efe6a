items = [1, 2, 3]
for item in items:
    if item < 6:
        items.append(item + 3)
print(items)
for item in items:
    items.remove(item)
print(items)
