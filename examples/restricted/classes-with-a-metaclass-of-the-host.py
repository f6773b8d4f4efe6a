# The host sees each class that is made.
from RestrictedPython import compile_restricted_exec, safe_builtins

def metaclass(name, bases, namespace):
    print('class', name, [b.__name__ for b in bases])
    made = type(name, bases, namespace)
    made._guarded_writes = 1
    return made

names = {'__builtins__': safe_builtins, '__metaclass__': metaclass, '__name__': 'mine', '_getattr_': getattr,
         '_write_': __import__('RestrictedPython').Guards.full_write_guard}
exec(compile_restricted_exec("""
class A:
    def __init__(self):
        self.n = 1
class B(A):
    pass
b = B()
b.m = 2
total = b.n + b.m
""").code, names)
print(names['total'])
#> class A []
#> class B ['A']
#> 3
