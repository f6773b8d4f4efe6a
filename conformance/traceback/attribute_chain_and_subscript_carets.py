class A:
    b = None


a = A()
print(a.b.c.d + a.b['x'](1)[2])
