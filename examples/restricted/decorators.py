# Functions and classes may be decorated.
from RestrictedPython import compile_restricted_exec, safe_builtins

def twice(f):
    return lambda *args: (f(*args), f(*args))

names = {'__builtins__': safe_builtins, '__metaclass__': type, '__name__': 'mine', 'twice': twice}
exec(compile_restricted_exec('@twice\ndef f(x): return x\n@twice\nclass C: pass\ny = f(3)\nz = len(C())').code, names)
print(names['y'], names['z'])
print(compile_restricted_exec('@_hidden\ndef f(): pass').errors)
#> (3, 3) 2
#> ('Line 1: "_hidden" is an invalid variable name because it starts with "_"',)
