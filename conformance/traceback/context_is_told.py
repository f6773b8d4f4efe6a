def f(): 1/0
try:
    f()
except ZeroDivisionError:
    try:
        [][1]
    except IndexError:
        raise KeyError('x')
