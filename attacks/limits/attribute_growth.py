# Attribute names made for ever.
# Must end by a limit.
class A:
    pass
a = A()
i = 0
while True:
    setattr(a, 'x%d' % i, i)
    i += 1
