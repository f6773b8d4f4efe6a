# All operators are allowed.
from RestrictedPython import compile_restricted_eval

print([eval(compile_restricted_eval(f'7 {op} 2').code) for op in '+ - * / // % ** << >> & | ^ < <= > >= == != and or'.split()])
print([eval(compile_restricted_eval(text).code) for text in ('-7', '+7', '~7', 'not 7', '1 < 2 < 3', 'None is None', '1 in [1]', '1 not in [1]', '[] is not None', '1 if 0 else 2')])
#> [9, 5, 14, 3.5, 3, 1, 49, 28, 1, 2, 7, 5, False, False, True, True, False, True, 2, 7]
#> [-7, 7, -8, False, True, True, True, False, True, 2]
