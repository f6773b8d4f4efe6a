# The body prints, and gives back what it printed.
from RestrictedPython import PrintCollector, compile_restricted_function, safe_builtins

result = compile_restricted_function('who', "print('Hello', who)\nreturn printed", 'greet')
names = {'__builtins__': safe_builtins, '_print_': PrintCollector, '_getattr_': getattr}
exec(result.code, names)
print(repr(names['greet']('you')), result.warnings)
#> 'Hello you\n' []
