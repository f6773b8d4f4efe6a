x = 'outer'
print([x for x in range(3)], x, {x: y for x, y in zip('ab', 'cd')}, {c.upper() for c in 'a'}, x)
print([(a, b) for a in range(3) if a for b in range(a)], [[i * j for j in range(2)] for i in range(2)])
print([last := n for n in range(4)], last)
class C:
    size = 2
    items = [i for i in range(size)]
    try:
        bad = [size for _ in range(2)]
    except NameError as error:
        print(error)
print(C.items, [f() for f in [lambda: i for i in range(3)]])
