# x += 1 goes through _inplacevar_, with any operator.
from RestrictedPython import compile_restricted_exec

def inplace(op, x, y):
    print(op, x, y)
    return x

source = '\n'.join(f'x {op}= 2' for op in '+ - * / // % ** @ << >> & | ^'.split())
exec(compile_restricted_exec(source).code, {'_inplacevar_': inplace, 'x': 1})
#> += 1 2
#> -= 1 2
#> *= 1 2
#> /= 1 2
#> //= 1 2
#> %= 1 2
#> **= 1 2
#> @= 1 2
#> <<= 1 2
#> >>= 1 2
#> &= 1 2
#> |= 1 2
#> ^= 1 2
