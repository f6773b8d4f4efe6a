# sep and end are as always.
from RestrictedPython import PrintCollector, compile_restricted_exec

names = {'_print_': PrintCollector, '_getattr_': None}
exec(compile_restricted_exec("print('a', 1, [2], sep='|', end='!')\nprint()\nprint('b', file=None)").code, names)
print(repr(names['_print']()))
#> 'a|1|[2]!\nb\n'
