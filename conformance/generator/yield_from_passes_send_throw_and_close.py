def inner():
    try:
        r = yield 1
        print('inner got', r)
        r = yield 2
        print('inner got', r)
    except GeneratorExit:
        print('inner exit')
        raise
    except ValueError as e:
        print('inner caught', e)
        yield 'recovered'
    finally:
        print('inner finally')
    return 'inner result'
def outer():
    try:
        v = yield from inner()
        print('outer got', v)
    finally:
        print('outer finally')
    return v
o = outer()
print(next(o))
print(o.send('x'))
print(o.gi_yieldfrom.__name__)
print(o.throw(ValueError('bad')))
try:
    next(o)
except StopIteration as e:
    print(e.value)
o = outer(); next(o); print(o.close())
