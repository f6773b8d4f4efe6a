def g():
    yield 1
    raise StopIteration(5)
try:
    list(g())
except RuntimeError as error:
    print(error, repr(error.__cause__))
def ignores_close():
    while True:
        try:
            yield
        except GeneratorExit:
            print('ignored')
            break_out = True
            yield
it = ignores_close()
next(it)
try:
    it.close()
except RuntimeError as error:
    print(error)
