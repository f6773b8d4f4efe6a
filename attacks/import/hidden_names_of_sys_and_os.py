# from: names of sys and os that the policy hides
# after: what `names` does not list, by another way
# must: contained
import sys

HIDDEN = ('_getframe', 'settrace', 'setprofile', 'addaudithook', 'setrecursionlimit', 'call_tracing', 'breakpointhook', '_current_frames', 'gettrace', 'set_asyncgen_hooks', '_clear_type_cache', 'remote_exec', 'activate_stack_trampoline', '_git', 'executable', 'exec_prefix', 'dont_write_bytecode', 'setdlopenflags', 'getdlopenflags', '_debugmallocstats', '_setrecursionlimit', 'monitoring')
shown = set(dir(sys))
for n in HIDDEN:
    if n in shown:
        continue
    for get in (getattr, lambda o, n: vars(o)[n], lambda o, n: o.__dict__[n], lambda o, n: object.__getattribute__(o, n), lambda o, n: type(o).__getattribute__(o, n), lambda o, n: __import__('operator').attrgetter(n)(o), lambda o, n: ('{0.%s}' % n).format(o), lambda o, n: exec(f'from sys import {n}'), lambda o, n: __import__('sys', None, None, [n]).__dict__[n], lambda o, n: __import__('importlib').reload(o).__dict__[n], lambda o, n: __import__('copy').copy(o).__dict__[n]):
        try:
            v = get(sys, n)
        except BaseException:
            continue
        print('ESCAPED', n, type(v).__name__)
print(len(shown) > 5)
