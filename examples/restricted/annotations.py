# Parameters may have annotations, variables may not.
from RestrictedPython import compile_restricted_exec

print(compile_restricted_exec('def f(a: int, *b: str) -> list: return a').errors)
result = compile_restricted_exec('x: int = 1\ny: str')
print(result.errors, result.warnings)
#> ()
#> ('Line 1: AnnAssign statements are not allowed.', 'Line 2: AnnAssign statements are not allowed.') ['Line 1: AnnAssign statement is not known to RestrictedPython', 'Line 2: AnnAssign statement is not known to RestrictedPython']
