a = [1, 2, 3]; b = {'k': 1}
del a[0], b['k']
print(a, b)
del a
try:
    a
except NameError as error:
    print(error)
try:
    assert (1 + 1 == 3), f'message {2}'
except AssertionError as error:
    print(repr(error))
assert []
