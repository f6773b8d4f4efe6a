def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(type(error).__mro__[1].__name__, str(error)[:32])
print('goes on')
