def f(a, b=1, *args, c, d=2, **kw):
    "The doc."
    x = a
    def inner(): return x
    return inner
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_cellvars, f.__code__.co_name, f.__code__.co_firstlineno, f.__code__.co_flags)
g = f(1, c=3)
print(g.__closure__[0].cell_contents, g.__qualname__, g.__code__.co_freevars)
f.note = 'set'
print(f.__dict__, f.note)
for operation in (lambda: setattr(f, '__name__', 5), lambda: setattr(f, '__code__', 5), lambda: setattr(f, '__defaults__', 5), lambda: delattr(f, '__name__'), lambda: setattr(len, 'x', 1)):
    try:
        operation()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
