def check(source):
    try:
        exec(source, {'__name__': '__main__'})
        print('fine')
    except Exception as error:
        print(type(error).__name__, error)


check('def f():pass\nf.__code__=1\n')
check('def f():pass\nf.__name__=1\n')
check('def f():pass\nf.__qualname__=1\n')
check('def f():pass\nf.__defaults__=1\n')
check('def f():pass\nf.__kwdefaults__=1\n')
check('def f():pass\nf.__dict__=1\n')
check('def f():pass\nf.__annotations__=1\n')
check('def f():pass\nf.__annotate__=1\n')
check('def f():pass\nf.__type_params__=1\n')
check('def f():pass\nf.__closure__=1\n')
check('def f():pass\nf.__globals__=1\n')
check('def f():pass\ndel f.__code__\n')
check('def f():pass\ndel f.__name__\n')
check('def f():pass\ndel f.x\n')
check('def f():pass\nf.x\n')
check('def f():pass\ndef g(x):return lambda:x\nf.__code__=g(1).__code__\n')
