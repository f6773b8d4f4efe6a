class A:
    pass


p, q = type('p', (A,), {}), type('q', (A,), {})
for i in range(40):
    p, q = type('p', (p, q), {}), type('q', (p, q), {})
A.x = 1
print(p.x, len(p.__mro__))
