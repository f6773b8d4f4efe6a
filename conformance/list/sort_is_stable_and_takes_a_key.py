words = ['pear', 'Fig', 'apple', 'fig', 'Pear', 'kiwi']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (-len(w), w)))
items = [3, 1, 2]
print(items.sort(), items)
try:
    sorted([1, 'a'])
except TypeError as error:
    print(error)
try:
    items.sort(str)
except TypeError as error:
    print(error)
