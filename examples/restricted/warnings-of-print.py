# print without printed is a warning, and so is the reverse.
from RestrictedPython import compile_restricted_exec

print(compile_restricted_exec('def f():\n    print(1)').warnings)
print(compile_restricted_exec('def f():\n    return printed').warnings)
print(compile_restricted_exec('def f():\n    print(1)\n    return printed').warnings)
print(compile_restricted_exec('print(1)').warnings)
#> ["Line 1: Prints, but never reads 'printed' variable."]
#> ["Line 1: Doesn't print, but reads 'printed' variable."]
#> []
#> ["Line None: Prints, but never reads 'printed' variable."]
