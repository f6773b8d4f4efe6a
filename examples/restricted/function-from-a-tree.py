# The body may be a tree.
import ast
from RestrictedPython import compile_restricted_function

names = {}
exec(compile_restricted_function('', ast.parse('x = 1\nprint_me = x + 1', mode='exec'), 'f').code, {}, names)
print(names['f']())
result = compile_restricted_function('a', ast.parse('a + 1', mode='eval'), 'g')
print(result.errors, result.used_names)
#> None
#> () {'a': True}
