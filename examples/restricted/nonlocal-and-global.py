# global is allowed, nonlocal is not.
from RestrictedPython import compile_restricted_exec

names = {}
exec(compile_restricted_exec('def f():\n    global x\n    x = 1\nf()').code, names)
print(names['x'])
print(compile_restricted_exec('def f():\n    x = 1\n    def g():\n        nonlocal x').errors)
#> 1
#> ('Line 4: Nonlocal statements are not allowed.',)
