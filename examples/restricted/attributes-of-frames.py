# What leads to frames and code is refused by name.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.transformer import INSPECT_ATTRIBUTES

for name in sorted(INSPECT_ATTRIBUTES):
    print(compile_restricted_exec('x.' + name).errors)
for name in ('tb_lineno', 'f_lineno', 'co_name', 'gi_running', 'cr_running'):
    print(name, compile_restricted_exec('x.' + name).errors)
#> ('Line 1: "co_code" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "cr_await" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "cr_code" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "cr_frame" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "cr_origin" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_back" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_builtins" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_code" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_generator" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_globals" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_locals" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "f_trace" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "gi_code" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "gi_frame" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "gi_yieldfrom" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "tb_frame" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> ('Line 1: "tb_next" is a restricted name, that is forbidden to access in RestrictedPython.',)
#> tb_lineno ()
#> f_lineno ()
#> co_name ()
#> gi_running ()
#> cr_running ()
