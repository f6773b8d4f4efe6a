# Kinds of nodes that nobody has judged are refused, with a warning.
from RestrictedPython import compile_restricted_exec

for source in ('match x:\n    case 1: pass', 'type T = int', 'def f[T](): pass', 'class C[T]: pass'):
    result = compile_restricted_exec(source)
    print(result.errors, result.warnings)
#> ('Line 1: Match statements are not allowed.',) ['Line 1: Match statement is not known to RestrictedPython']
#> ('Line 1: TypeAlias statements are not allowed.',) ['Line 1: TypeAlias statement is not known to RestrictedPython']
#> ('Line 1: TypeVar statements are not allowed.',) ['Line 1: TypeVar statement is not known to RestrictedPython']
#> ('Line 1: TypeVar statements are not allowed.',) ['Line 1: TypeVar statement is not known to RestrictedPython']
