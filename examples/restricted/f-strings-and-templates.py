# f-strings, and the template strings of 3.14, with the rules of expressions inside.
from RestrictedPython import compile_restricted_exec

names = {'_getattr_': getattr, 'x': 7, 'w': 5}
exec(compile_restricted_exec("a = f'{x:>{w}}|{x.real!r}'").code, names)
print(names['a'])
print(compile_restricted_exec("f'{x._y}'").errors, compile_restricted_exec("f'{_x}'").errors)
print(compile_restricted_exec("t'{x.y}'").errors, compile_restricted_exec("t'{x._y}'").errors)
#>     7|7
#> ('Line 1: "_y" is an invalid attribute name because it starts with "_".',) ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> () ('Line 1: "_y" is an invalid attribute name because it starts with "_".',)
