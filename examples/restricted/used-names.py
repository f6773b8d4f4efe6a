# The names that a program reads; those that it only binds are not among them.
from RestrictedPython import compile_restricted_eval, compile_restricted_exec

print(list(compile_restricted_eval('a + b.c + f(x) + [y for y in z][0]').used_names))
print(list(compile_restricted_exec('p = q\nr += s\ndef t(u): return u').used_names))
#> ['a', 'b', 'f', 'x', 'y', 'z']
#> ['q', 's', 'u']
