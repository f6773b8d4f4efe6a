# from: code.replace: other names, constants, free variables
# after: attributes that a compiler check refused
# must: contained
def f(x):
    return x.safe


import types

c = f.__code__
for change in (dict(co_names=('__globals__',)), dict(co_names=('__class__',)), dict(co_names=()), dict(co_consts=()), dict(co_varnames=()), dict(co_nlocals=0), dict(co_argcount=5), dict(co_freevars=('y',)), dict(co_cellvars=('x',)), dict(co_flags=0), dict(co_flags=2**40), dict(co_flags=0x20), dict(co_stacksize=0), dict(co_posonlyargcount=9), dict(co_kwonlyargcount=-1), dict(co_firstlineno=-5), dict(co_linetable=b'\xff' * 40), dict(co_exceptiontable=b'\xff' * 40), dict(co_name=5), dict(co_filename=None), dict(co_qualname='\0')):
    try:
        made = c.replace(**change)
        g = types.FunctionType(made, globals())
        r = g(f)
        if isinstance(r, dict) and r is not globals():
            print('ESCAPED')
        print(list(change), type(r).__name__)
    except Exception as e:
        print(list(change), type(e).__name__)
