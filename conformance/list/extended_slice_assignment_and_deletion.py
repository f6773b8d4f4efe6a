x = list(range(10))
x[::3] = 'abcd'
print(x)
try:
    x[::3] = 'ab'
except ValueError as e:
    print(e)
del x[1::2]
print(x)
del x[::-2]
print(x)
x[1:1] = (i for i in 'xyz')
print(x)
