class I:
    def __init__(self, n):
        self.n = n
    def __index__(self):
        return self.n

x = [0, 1, 2, 3]
print(x[I(1)], x[I(-1)], x[I(1):I(3)], x.pop(I(0)), x * I(2))
x.insert(I(1), 'new')
del x[I(0)]
x[I(0)] = 'set'
print(x)
for bad in ('a', 1.0, None):
    try:
        x.insert(bad, 0)
    except TypeError as e:
        print(e)
