def sort(change):
    items = [3, 2, 1]

    def key(x):
        change(items)
        return x

    try:
        items.sort(key=key)
        print(items)
    except ValueError as e:
        print(e, items)


sort(lambda l: (l.append(1), l.pop()))
sort(lambda l: (l.append(1), l.clear()))
sort(lambda l: (l.append(1), l.remove(1)))
sort(lambda l: (l.extend([1, 2]), l.__delitem__(slice(None))))
sort(lambda l: l.append(1))
sort(lambda l: l.clear())
sort(lambda l: l.__setitem__(slice(None), []))
sort(lambda l: (l.extend([]), l.reverse(), l.sort(), len(l)))


class Item:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return str(self.n)

    def __lt__(self, other):
        items.append(1)
        items.pop()
        return self.n < other.n


items = [Item(3), Item(2), Item(1)]
try:
    items.sort()
except ValueError as e:
    print(e, items)
