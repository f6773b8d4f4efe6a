# Each function has its own collector, and the module another.
from RestrictedPython import PrintCollector, compile_restricted_exec

source = """
print('outside')
def inner():
    print('inside')
    return printed
text = inner()
print('outside again')
all = printed
"""
names = {'_print_': PrintCollector, '_getattr_': getattr}
exec(compile_restricted_exec(source).code, names)
print(repr(names['text']), repr(names['all']))
#> 'inside\n' 'outside\noutside again\n'
