# from: RestrictedPython 7.2, safer_getattr with a name whose methods lie
# after: __class__ and __subclasses__ through getattr
# must: contained
from RestrictedPython import compile_restricted_exec, safe_builtins
from RestrictedPython.Guards import safer_getattr

SOURCE = """
class Name(str):
    def startswith(self, *args):
        return False
def get(ob, name):
    return getattr(ob, Name(name))
out = []
for ob, name in ((1, '__class__'), ('', 'format'), ('', '__class__')):
    try:
        out.append(get(ob, name))
    except TypeError as e:
        out.append(str(e))
try:
    x = get(get(get(str, '__class__'), '__base__'), '__subclasses__')()
    while x:
        out.append(str(x.pop()))
except TypeError as e:
    out.append(str(e))
"""
for guard in (safer_getattr, getattr):
    names = {'__builtins__': dict(safe_builtins, getattr=guard), '__metaclass__': type, '__name__': 'case', '_getattr_': guard, '_getiter_': iter}
    names['_iter_unpack_sequence_'] = lambda it, spec, getiter: it
    try:
        exec(compile_restricted_exec(SOURCE).code, names)
    except Exception as e:
        print(type(e).__name__, e)
    print(len(names.get('out', ())))
