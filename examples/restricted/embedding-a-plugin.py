# Functions and classes of a program, called by the host.
from RestrictedPython import compile_restricted, safe_builtins
from RestrictedPython.Guards import full_write_guard, safer_getattr

def metaclass(name, bases, namespace):
    return type(name, bases, dict(namespace, _guarded_writes=1))

names = {'__builtins__': safe_builtins, '__metaclass__': metaclass, '__name__': 'plugin', '_getattr_': safer_getattr, '_write_': full_write_guard}
exec(compile_restricted("""
class Counter:
    def __init__(self, start=0):
        self.value = start
    def step(self, by=1):
        self.value = self.value + by
        return self.value

def run(times):
    c = Counter(10)
    while times:
        c.step()
        times = times - 1
    return c.value
""", '<plugin>', 'exec'), names)
print(names['run'](5), names['Counter'](1).step(2))
#> 15 3
