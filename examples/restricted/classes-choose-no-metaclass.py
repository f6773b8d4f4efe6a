# A program cannot choose a metaclass itself.
from RestrictedPython import compile_restricted_exec

print(compile_restricted_exec('class C(metaclass=M): pass').errors)
print(compile_restricted_exec('class C(B, metaclass=type): pass').errors)
#> ('Line 1: The keyword argument "metaclass" is not allowed.',)
#> ('Line 1: The keyword argument "metaclass" is not allowed.',)
