# No name that is bound or read begins with an underscore, but _ itself.
from RestrictedPython import compile_restricted_exec

for source in ('_x', '_x = 1', '__x__', 'def _f(): pass', 'class _C: pass', 'def f(_x): pass', 'def f(*_x): pass', 'def f(**_x): pass',
               'def f(*, _x): pass', 'def f(_x, /): pass', 'for _x in y: pass', '[1 for _x in y]', 'with y as _x: pass',
               'import _x', 'import x as _x', 'from y import _x', 'from _y import x', 'try: pass\nexcept E as _x: pass', 'global _x', 'del _x', '_ = 1'):
    print(repr(source), compile_restricted_exec(source).errors)
#> '_x' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> '_x = 1' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> '__x__' ('Line 1: "__x__" is an invalid variable name because it starts with "_"',)
#> 'def _f(): pass' ('Line 1: "_f" is an invalid variable name because it starts with "_"',)
#> 'class _C: pass' ('Line 1: "_C" is an invalid variable name because it starts with "_"',)
#> 'def f(_x): pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'def f(*_x): pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'def f(**_x): pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'def f(*, _x): pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'def f(_x, /): pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'for _x in y: pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> '[1 for _x in y]' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'with y as _x: pass' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'import _x' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'import x as _x' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'from y import _x' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> 'from _y import x' ()
#> 'try: pass\nexcept E as _x: pass' ('Line 2: "_x" is an invalid variable name because it starts with "_"',)
#> 'global _x' ()
#> 'del _x' ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
#> '_ = 1' ()
