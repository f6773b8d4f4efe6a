def inner():
    try:
        got = yield 1
        print('inner got', got)
        yield 2
    except KeyError:
        print('inner caught')
        yield 3
    return 'result'
def outer():
    value = yield from inner()
    print('value', value)
    yield from [10, 20]
g = outer()
print(next(g), g.send('hello'), g.throw(KeyError), next(g), list(g))
