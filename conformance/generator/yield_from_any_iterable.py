class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration('result')
        return self.n
def g():
    r = yield from It()
    print('r', r)
print(list(g()))
def h():
    r = yield from [1, 2, 3]
    print(r)
    yield from 'ab'
    yield from range(2)
print(list(h()))
try:
    def k(): yield from 5
    list(k())
except TypeError as e: print(e)
