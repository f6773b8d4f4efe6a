# Closures that hold each other.
def make(f):
    data = [0] * 1000
    return lambda: (f, data)


f = None
while True:
    f = make(f)
