# from: this project
# after: the tables and guards that the next program of the host gets
# must: contained
import RestrictedPython
from RestrictedPython import Guards, RestrictingNodeTransformer, compile_restricted_exec, safe_builtins, transformer

SOURCE = """
def change(ob, name, value):
    try:
        setattr(ob, name, value)
        return 'set'
    except Exception as e:
        return str(e)
out = [change(ob, name, value) for ob, name, value in targets]
try:
    str.upper = 1
except TypeError as e:
    out.append(str(e))
"""
targets = [
    (Guards, 'safer_getattr', getattr), (transformer, 'INSPECT_ATTRIBUTES', frozenset()), (RestrictingNodeTransformer, 'check_name', None),
    (RestrictedPython, 'compile_restricted', compile), (Guards.full_write_guard, '__code__', None), (str, 'upper', None),
]
names = {
    '__builtins__': safe_builtins, '_getiter_': iter, '_write_': Guards.full_write_guard, '_getattr_': Guards.safer_getattr, 'targets': targets,
    '_iter_unpack_sequence_': Guards.guarded_iter_unpack_sequence,
}
result = compile_restricted_exec(SOURCE)
exec(result.code, names)
print(names['out'])
if compile_restricted_exec('x.__class__').code is not None or compile_restricted_exec('x.gi_frame').code is not None:
    print('ESCAPED')
for act in (lambda: setattr(RestrictingNodeTransformer, 'visit_Name', None), lambda: safe_builtins.clear()):
    try:
        act()
    except Exception as e:
        print(type(e).__name__, e)
