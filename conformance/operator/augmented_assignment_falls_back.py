class A:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
class B:
    def __add__(self, o): return f'added {o}'
a, b, t = A(), B(), ([1],)
a += 1
b += 2
print(a.log, b)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)
d = {'k': 1}
d['k'] += 5
x = [1, 2, 3]
x[0], x[1] = x[1], x[0]
i = 0
i, x[i] = 2, 'set'
print(d, x)
