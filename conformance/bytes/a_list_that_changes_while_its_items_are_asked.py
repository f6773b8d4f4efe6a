class Grows:
    def __index__(self):
        if len(items) < 5:
            items.append(self)
            items.append(7)
        return 42


class Shrinks:
    def __index__(self):
        del items[1:]
        return 42


for make in [bytes, bytearray]:
    items = [Grows()]
    print(make(items))
    items = [Shrinks(), 1, 2]
    print(make(items))
    items = [Grows()]
    print(make(tuple(items)))
