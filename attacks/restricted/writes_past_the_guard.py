# from: RestrictedPython's documentation: _write_ and full_write_guard
# after: writes to what the guard does not let through, and to the tables that all restricted programs share
# must: contained
from RestrictedPython import compile_restricted_exec, safe_builtins, utility_builtins
from RestrictedPython.Guards import full_write_guard, guarded_setattr, safer_getattr

try:
    import _script_builtins as scripts
except ImportError:
    # Where the policy does not name it.
    scripts = None

SOURCE = """
def attempt(f):
    try:
        f()
        return 'done'
    except Exception as e:
        return 'refused'

def write(): thing.x = 1
def item(): thing['x'] = 1
def remove(): del thing.x
def away(): del thing['x']
def named(): setattr(thing, '__class__', int)
def unnamed(): delattr(thing, '__dict__')
result = [attempt(f) for f in (write, item, remove, away, named, unnamed)]
"""
code, errors, _, _ = compile_restricted_exec(SOURCE)
print(errors)


class Lies:
    """What says by an attribute that it sees to itself, and does not."""

    def __getattr__(self, name):
        return lambda *args: print('called', name, len(args))


for thing in (len, int, object, type, full_write_guard, safer_getattr, code, print, utility_builtins['same_type'],
              utility_builtins['test'], scripts, (), 'x', Lies, None):
    names = {
        '__builtins__': {**safe_builtins, **utility_builtins}, '_write_': full_write_guard, '_getiter_': iter,
        '_getattr_': safer_getattr, '_print_': print, 'thing': thing,
    }
    exec(code, names)
    if 'done' in names['result']:
        print('ESCAPED', thing, names['result'])
setters = [guarded_setattr] if scripts is None else [guarded_setattr, scripts.setattr]
for target in (len, int, setters[-1], 'x', 1, [], full_write_guard):
    for setter in setters:
        for name in ('x', '__class__', '__doc__', '__self__'):
            try:
                setter(target, name, 1)
                print('ESCAPED', target, name)
            except Exception as e:
                pass


class Name(str):
    def startswith(self, *args):
        return False


class Own:
    pass


for name in scripts and (Name('__class__'), Name('x'), '__class__', '__dict__', '_x', b'x', 1, None, '_\U0001f600') or ():
    for change in (lambda: scripts.setattr(Own(), name, Own), lambda: scripts.delattr(Own(), name)):
        try:
            change()
            print('ESCAPED', name)
        except Exception as e:
            print(type(e).__name__)
