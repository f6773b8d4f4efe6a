# compile_restricted stands in for compile(), under its name too.
from RestrictedPython import compile_restricted as compile

code = compile("""
def double(n):
    return n + n
""", filename='<inline code>', mode='exec')
exec(code)
print(double(21))
#> 42
