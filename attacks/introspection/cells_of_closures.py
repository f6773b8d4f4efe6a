# from: __closure__ and types.CellType
# after: variables that a guard's closure holds
# must: contained
import types


def guard():
    allowed = {'a'}

    def check(x):
        return x in allowed

    return check


check = guard()
check.__closure__[0].cell_contents = {'b'}
print(check('b'))
import functools
import sys

for module in list(sys.modules.values()):
    for f in list(vars(module).values()):
        if not isinstance(f, types.FunctionType):
            continue
        for cell in f.__closure__ or ():
            try:
                v = cell.cell_contents
            except ValueError:
                continue
            if 'CANARY' in repr(type(v)):
                print('ESCAPED')
cell = types.CellType()
for use in (lambda: cell.cell_contents, lambda: types.FunctionType(check.__code__, {}, 'n', None, (cell,))('a'), lambda: types.FunctionType(check.__code__, {}, 'n', None, ())('a'), lambda: types.FunctionType(check.__code__, {}, 'n', None, (1,))('a'), lambda: types.FunctionType(check.__code__, {}, 'n', None, (cell, cell))('a')):
    try:
        print(use())
    except Exception as e:
        print(type(e).__name__)
