def g():
    try:
        yield
    except GeneratorExit:
        yield 'no'
it = g(); next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
def h():
    try:
        yield
    except GeneratorExit:
        return 42
it = h(); next(it); print(it.close()); print(it.close())
