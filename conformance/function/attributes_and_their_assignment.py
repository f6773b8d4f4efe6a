def f(a, b=2, *args, c, d=4, **kw): 'doc'; return a
print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__module__, f.__closure__, f.__dict__, f.__type_params__)
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_flags & 12)
f.x = 1; print(f.x, f.__dict__)
f.__defaults__ = (9,); print(f(1, c=1), f.__defaults__)
f.__kwdefaults__ = {'c': 5}; print(f(2))
def outer():
    v = 1
    def inner(): return v
    return inner
i = outer()
print(i.__closure__[0].cell_contents, i.__code__.co_freevars, i.__qualname__, outer.__code__.co_cellvars)
i.__closure__[0].cell_contents = 8; print(i())
m = i.__get__(3); print(m.__self__, m.__func__ is i)
F = type(f)
g = F(f.__code__, {'__name__': 'zz'}, 'nm', (7,)); print(g.__name__, g.__module__, g(c=1, d=2))
g.__code__ = (lambda: 'swapped').__code__; print(g())
f.__name__ = 'renamed'; print(f.__name__, f.__qualname__)
