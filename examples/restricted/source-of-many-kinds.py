# A source is text, bytes, or a tree; nothing else.
import ast
from RestrictedPython import compile_restricted, compile_restricted_eval

print(eval(compile_restricted_eval('1 + 1').code), eval(compile_restricted_eval(b'1 + 2').code))
print(eval(compile_restricted_eval(bytearray(b'1 + 3')).code))
print(eval(compile_restricted_eval(ast.parse('1 + 4', mode='eval')).code))
for source in (None, 5, ['1'], ast.parse('1').body[0]):
    try:
        compile_restricted(source, '<inline>', 'exec')
    except TypeError as e:
        print(e)
#> 2 3
#> 4
#> 5
#> Not allowed source type: "NoneType".
#> Not allowed source type: "int".
#> Not allowed source type: "list".
#> Not allowed source type: "Expr".
