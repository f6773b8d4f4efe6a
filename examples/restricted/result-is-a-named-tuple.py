# The four functions answer code, errors, warnings and used names.
from RestrictedPython import CompileResult, compile_restricted_exec

result = compile_restricted_exec('a = b + c.d')
print(type(result) is CompileResult, result._fields)
print(result.code is not None, result.errors, result.warnings, result.used_names)
#> True ('code', 'errors', 'warnings', 'used_names')
#> True () [] {'b': True, 'c': True}
