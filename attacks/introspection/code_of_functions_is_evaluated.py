# from: eval of a function's code object, whose parameters nobody bound
# after: registers that still hold values of the interpreter's own library
# must: contained
def f(a, b, *args, c=1, **kw):
    return a, b, args, c, kw


def g(a):
    return locals(), a


def made(a):
    yield a


async def waits(a):
    return a


for code in (f.__code__, g.__code__, made.__code__, waits.__code__, (lambda x: x).__code__):
    for run in (eval, exec):
        for spaces in (({},), ({'a': 1}, {'a': 2})):
            try:
                r = run(code, *spaces)
                if r is not None:
                    print('ESCAPED', r)
            except TypeError as e:
                print(e)

# Without parameters it runs, with its own locals.
print(eval((lambda: 40 + 2).__code__, {}))
print(eval((lambda *a, **k: (a, k)).__code__, {}))
