# Mode eval: the value of an expression.
from RestrictedPython import compile_restricted

print(eval(compile_restricted('2 ** 5 + 1', filename='<inline code>', mode='eval')))
#> 33
