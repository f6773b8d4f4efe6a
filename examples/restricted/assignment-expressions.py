# := is allowed, with the usual rules for its name.
from RestrictedPython import compile_restricted_exec

names = {}
exec(compile_restricted_exec('if (n := 5) > 3:\n    m = n').code, names)
print(names['m'])
print(compile_restricted_exec('(_n := 1)').errors, compile_restricted_exec('(print := 1)').errors)
#> 5
#> ('Line 1: "_n" is an invalid variable name because it starts with "_"',) ('Line 1: "print" is a reserved name.',)
