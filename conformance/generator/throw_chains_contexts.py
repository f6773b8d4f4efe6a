def g():
    try:
        yield 1
    except ValueError:
        print('ctx')
        raise KeyError('new')
it = g(); next(it)
try:
    try:
        raise RuntimeError('outer')
    except RuntimeError:
        it.throw(ValueError('v'))
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))
