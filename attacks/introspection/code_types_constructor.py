# from: types.CodeType with anything
# after: a code object that no compiler made
# must: contained
import types

c = (lambda a, b=1: a).__code__
good = [c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, c.co_flags, c.co_code, c.co_consts, c.co_names, c.co_varnames, c.co_filename, c.co_name, c.co_qualname, c.co_firstlineno, c.co_linetable, c.co_exceptiontable, c.co_freevars, c.co_cellvars]
for i in range(len(good)):
    for bad in (-1, 2**31, 2**70, None, 'x', b'', b'\xff' * 10, (), (1, 2), [], 1.5):
        args = list(good)
        args[i] = bad
        try:
            f = types.FunctionType(types.CodeType(*args), {})
            f(1)
            print(i, 'ran')
        except Exception as e:
            pass
print('tried')
