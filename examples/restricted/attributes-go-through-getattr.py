# Reading an attribute calls _getattr_.
from RestrictedPython import compile_restricted_exec

def guard(ob, name):
    asked.append(name)
    return getattr(ob, name)

asked = []
names = {'_getattr_': guard, 'x': 3 + 4j}
exec(compile_restricted_exec('y = x.real + x.conjugate().imag').code, names)
print(names['y'], asked)
#> -1.0 ['real', 'conjugate', 'imag']
