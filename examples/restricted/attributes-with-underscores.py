# Names of attributes do not begin with an underscore, nor end with __roles__.
from RestrictedPython import compile_restricted_exec

for source in ('x._a', 'x.__class__', 'x._a = 1', 'del x._a', 'x.a._b.c', 'x._', 'x.a__roles__', 'x.__roles__', 'x.a_'):
    print(source, compile_restricted_exec(source).errors)
#> x._a ('Line 1: "_a" is an invalid attribute name because it starts with "_".',)
#> x.__class__ ('Line 1: "__class__" is an invalid attribute name because it starts with "_".',)
#> x._a = 1 ('Line 1: "_a" is an invalid attribute name because it starts with "_".',)
#> del x._a ('Line 1: "_a" is an invalid attribute name because it starts with "_".',)
#> x.a._b.c ('Line 1: "_b" is an invalid attribute name because it starts with "_".',)
#> x._ ()
#> x.a__roles__ ('Line 1: "a__roles__" is an invalid attribute name because it ends with "__roles__".',)
#> x.__roles__ ('Line 1: "__roles__" is an invalid attribute name because it starts with "_".', 'Line 1: "__roles__" is an invalid attribute name because it ends with "__roles__".')
#> x.a_ ()
