# Where there are errors there is no code; each error has its line.
from RestrictedPython import compile_restricted_exec

result = compile_restricted_exec('a = 1\n_b = 2\n\nc._d = 3')
print(result.code)
print(*result.errors, sep='\n')
#> None
#> Line 2: "_b" is an invalid variable name because it starts with "_"
#> Line 4: "_d" is an invalid attribute name because it starts with "_".
