# A table of the host, with one name more and one less.
from RestrictedPython import compile_restricted, safe_builtins

table = dict(safe_builtins, total=sum)
del table['len']
names = {'__builtins__': table}
exec(compile_restricted('t = total([1, 2, 3])', '<inline>', 'exec'), names)
print(names['t'])
try:
    exec(compile_restricted('len([])', '<inline>', 'exec'), names)
except NameError as e:
    print(e)
#> 6
#> name 'len' is not defined
