# setattr and delattr of safe_builtins go through the write guard.
from RestrictedPython import compile_restricted_exec, safe_builtins

class Open:
    _guarded_writes = True

class Closed:
    pass

names = {'__builtins__': safe_builtins, 'o': Open(), 'c': Closed()}
exec(compile_restricted_exec("setattr(o, 'a', 1)\nsetattr(o, 'b', 2)\ndelattr(o, 'a')").code, names)
print(vars(names['o']))
for source in ("setattr(c, 'a', 1)", "delattr(c, 'a')"):
    try:
        exec(compile_restricted_exec(source).code, names)
    except TypeError as e:
        print(e)
#> {'b': 2}
#> attribute-less object (assign or del)
#> attribute-less object (assign or del)
