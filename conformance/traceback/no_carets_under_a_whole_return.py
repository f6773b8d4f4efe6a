def g(x):
    raise ValueError(x)
def f(x):
    return g(x)
def h(x):
    y = f(x)
    return y
def k(x):
    return [h(x), 2]
k(3)
