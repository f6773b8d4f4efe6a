def f(item, seen=[], *, table={}):
    seen.append(item)
    table[item] = len(seen)
    return seen, table
print(f(1), f(2), f(3, []), f.__defaults__, f.__kwdefaults__)
