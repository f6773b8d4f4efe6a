items = [1, 2, 3]
for operation in (
    lambda: items[3],
    lambda: items['a'],
    lambda: items.pop(9),
    lambda: [].pop(),
    lambda: items.remove(9),
    lambda: items.index(9),
    lambda: items + (1,),
    lambda: items * 'a',
    lambda: items.append(),
    lambda: items.append(1, 2),
    lambda: items.nope,
    lambda: hash(items),
    lambda: items.__setitem__(9, 0),
    lambda: list(5),
    lambda: items < 3,
):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
