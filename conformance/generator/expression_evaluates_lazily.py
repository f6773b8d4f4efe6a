def noisy(n):
    print('noisy', n)
    return n
lazy = (noisy(x) * k for x in range(3) for k in (1, 10) if x)
print('made')
print(next(lazy), list(lazy))
items = [1, 2]
late = (i for i in items if i in items)
items = [2]
print(list(late))
