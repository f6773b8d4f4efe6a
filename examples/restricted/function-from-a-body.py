# compile_restricted_function: a function from its parameters and its body.
from RestrictedPython import compile_restricted_function, safe_globals

result = compile_restricted_function('a, b=2', 'return a * b', 'product')
names = {}
exec(result.code, safe_globals, names)
print(names['product'](3), names['product'](3, b=5))
#> 6 15
