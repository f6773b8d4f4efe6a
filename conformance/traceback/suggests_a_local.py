def f():
    variable = 1
    return varible
f()
