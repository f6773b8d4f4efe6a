# Classes are made by __metaclass__, in a module named __name__.
from RestrictedPython import compile_restricted_exec, safe_builtins

code = compile_restricted_exec('class Point:\n    x = 1\n    def get(self): return self.x\np = Point().get()').code
for given in ({}, {'__metaclass__': type}, {'__metaclass__': type, '__name__': 'mine'}):
    names = {'__builtins__': safe_builtins, '_getattr_': getattr, **given}
    try:
        exec(code, names)
        print(names['p'], names['Point'].__module__)
    except NameError as e:
        print(e)
#> name '__metaclass__' is not defined
#> name '__name__' is not defined
#> 1 mine
