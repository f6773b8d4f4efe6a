# Three tables of built-in names, put together by the host.
from RestrictedPython import compile_restricted, limited_builtins, safe_builtins, utility_builtins

code = compile_restricted('a = len(list(range(5))), math.floor(2.5), same_type(1, 2), isinstance(a, int)', '<inline>', 'exec')
names = {'__builtins__': {**safe_builtins, **limited_builtins, **utility_builtins}, 'a': 1, '_getattr_': getattr}
exec(code, names)
print(names['a'])
#> (5, 2, True, True)
