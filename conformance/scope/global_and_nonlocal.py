count = 0
def outer():
    total = 0
    def add(n):
        nonlocal total
        global count
        total += n
        count += 1
        return total
    return add
add = outer()
print(add(1), add(5), count, add.__closure__[0].cell_contents, add.__code__.co_freevars)
def unbound():
    print(value)
    value = 1
try:
    unbound()
except UnboundLocalError as error:
    print(error)
def free():
    def inner(): return late
    try:
        inner()
    except NameError as error:
        print(error)
    late = 1
    return inner()
print(free())
