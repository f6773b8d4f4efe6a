# An import calls the __import__ of __builtins__; no star, no name with an underscore.
from RestrictedPython import compile_restricted_exec, safe_builtins

def guarded_import(name, *args):
    if name in ('math', 'json'):
        return __import__(name, *args)
    raise ImportError(f'{name} is not for you')

names = {'__builtins__': dict(safe_builtins, __import__=guarded_import), '_getattr_': getattr}
exec(compile_restricted_exec('import math\nfrom json import dumps as d\nx = d([math.floor(1.5)])').code, names)
print(names['x'])
try:
    exec(compile_restricted_exec('import os').code, names)
except ImportError as e:
    print(e)
for source in ('from math import *', 'import math as _m', 'from math import _x', 'import os.path, sys', 'from . import x'):
    print(compile_restricted_exec(source).errors)
#> [1]
#> os is not for you
#> ('Line 1: "*" imports are not allowed.',)
#> ('Line 1: "_m" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> ()
#> ()
