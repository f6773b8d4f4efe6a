# What is printed does not appear; printed has it.
from RestrictedPython import compile_restricted
from RestrictedPython.PrintCollector import PrintCollector

_print_ = PrintCollector
_getattr_ = getattr
exec(compile_restricted("print('Hello World!')\nresult = printed", '<string>', 'exec'))
print(repr(result))
#> 'Hello World!\n'
