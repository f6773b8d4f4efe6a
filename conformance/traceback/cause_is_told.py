def f(): 1/0
try:
    f()
except ZeroDivisionError as e:
    raise KeyError('x') from e
