def g():
    try:
        x = yield 1
        print('got', x)
        y = yield 2
        print('got', y)
    except ValueError as e:
        print('caught', e)
        yield 'after'
    return 'done'
it = g()
print(next(it), it.send('a'), it.throw(ValueError('boom')))
try:
    next(it)
except StopIteration as e:
    print('stop', e.value)
try:
    next(it)
except StopIteration as e:
    print('again', e.value, e.args)
