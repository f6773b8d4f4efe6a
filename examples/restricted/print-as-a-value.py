# print is a value too.
from RestrictedPython import PrintCollector, compile_restricted_exec

names = {'_print_': PrintCollector, '_getattr_': getattr, '_getiter_': iter}
exec(compile_restricted_exec("def each(f, items):\n    for i in items: f(i)\neach(print, [1, 2])\ntext = printed").code, names)
print(repr(names['text']))
#> '1\n2\n'
