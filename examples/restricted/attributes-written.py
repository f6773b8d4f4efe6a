# Writing an attribute goes through _write_.
from RestrictedPython import compile_restricted_exec

class Thing:
    pass

def write(ob):
    written.append(type(ob).__name__)
    return ob

written = []
names = {'_write_': write, 'x': Thing()}
exec(compile_restricted_exec('x.a = 1\nx.b = x\ndel x.a').code, names)
print(written, vars(names['x']).keys())
#> ['Thing', 'Thing', 'Thing'] dict_keys(['b'])
