def counter():
    n = 0
    while True:
        step = yield n
        n += step or 1
c = counter()
print([next(c), c.send(5), next(c), c.send(10)])
def chain(*its):
    for it in its: yield from it
print(list(chain([1], (2, 3), 'x')))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
def deep(n):
    if n == 0:
        x = yield 'bottom'
        print('x', x)
    else:
        yield from deep(n - 1)
d = deep(50)
print(next(d))
try: d.send('v')
except StopIteration: print('end')
d = deep(50); next(d)
try: d.throw(ValueError('deep'))
except ValueError as e: print(e)
