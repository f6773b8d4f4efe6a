# from: this project
# after: whatever restricted code reaches when its host gave no guard, all built-in names and no policy
# must: contained
from RestrictedPython import compile_restricted_exec

SOURCE = """
for cls in object.__subclasses__() + type.__subclasses__(type):
    for name in ('__init__', '__new__', '__call__', '__repr__', '__del__', '__enter__'):
        space = getattr(getattr(cls, name, None), '__globals__', None)
        if isinstance(space, dict):
            for key in ('os', 'sys', 'subprocess', 'builtins', '_os', '_sys'):
                if key in space and hasattr(space[key], 'environ'):
                    print(cls, key, space[key].environ.get('CANARY_SECRET'))
try:
    import os
    print(os.environ['CANARY_SECRET'])
except Exception as e:
    print(type(e).__name__)
try:
    print(open('/etc/passwd').read(5))
except Exception as e:
    print(type(e).__name__)
def f():
    yield
g = f()
try:
    print(sorted(g.gi_frame.f_globals), g.gi_frame.f_back)
except Exception as e:
    print(type(e).__name__)
try:
    print(f.__code__.replace(co_names=('os',)).co_names)
except Exception as e:
    print(type(e).__name__)
try:
    print(__import__('sys')._getframe(1).f_globals.keys())
except Exception as e:
    print(type(e).__name__)
"""
result = compile_restricted_exec(SOURCE, policy=None)
exec(result.code, {'__builtins__': __builtins__})
