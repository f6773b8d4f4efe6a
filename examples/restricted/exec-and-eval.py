# Calls of exec and eval are refused by name.
from RestrictedPython import compile_restricted_exec

for source in ('exec("1")', 'eval("1")', 'x = eval', 'x.eval("1")', '[eval(s) for s in x]', 'exec'):
    print(compile_restricted_exec(source).errors)
#> ('Line 1: Exec calls are not allowed.',)
#> ('Line 1: Eval calls are not allowed.',)
#> ()
#> ()
#> ('Line 1: Eval calls are not allowed.',)
#> ()
