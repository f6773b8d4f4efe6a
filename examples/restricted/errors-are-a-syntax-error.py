# compile_restricted raises SyntaxError with all that was found.
from RestrictedPython import compile_restricted

try:
    compile_restricted("""
first = 1
_second = 2
first._third
""", '<inline>', 'exec')
except SyntaxError as e:
    for line in e.msg:
        print(line)
#> Line 3: "_second" is an invalid variable name because it starts with "_"
#> Line 4: "_third" is an invalid attribute name because it starts with "_".
