# A syntax error shows at once, a restriction when the code is made.
from RestrictedPython.Eval import RestrictionCapableEval

try:
    RestrictionCapableEval('a +')
except SyntaxError as e:
    print(e.msg)
e = RestrictionCapableEval('a._b')
try:
    e.prepRestrictedCode()
except SyntaxError as e:
    print(e.msg)
#> invalid syntax
#> Line 1: "_b" is an invalid attribute name because it starts with "_".
