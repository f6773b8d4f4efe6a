import builtins
import math

for name in sorted(vars(builtins)):
    value = getattr(builtins, name)
    if callable(value) and not name.startswith('_') and name not in ('copyright', 'credits', 'license', 'exit', 'quit', 'help', 'property', 'type'):
        print(name, type(value.__doc__).__name__)
for name in sorted(vars(math)):
    if callable(getattr(math, name)) and not name.startswith('_'):
        print(name, type(getattr(math, name).__doc__).__name__)
print(type(math.__doc__).__name__, type(str.upper.__doc__).__name__, type([].append.__doc__).__name__, type((1).__add__.__doc__).__name__)
