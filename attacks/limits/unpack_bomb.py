# A call with millions of arguments.
# Must end by a limit.
def f(*a):
    return f(*a, *a)
f(1)
