# from: RestrictedPython CVE-2023-41039
# after: attributes by the text of a format, with and without the guard
# must: contained
from RestrictedPython import compile_restricted_exec, safe_builtins, utility_builtins
from RestrictedPython.Guards import safer_getattr

SOURCES = (
    "x = '{0.__class__.__init__.__globals__}'.format(thing)",
    "x = '{0.real.__class__.__mro__[1]}'.format(1)",
    "x = str.format('{a.__globals__[os].environ[CANARY_SECRET]}', a=call)",
    "x = '{a.__globals__}'.format_map({'a': call})",
    "x = string.Formatter().format('{0.__globals__}', call)",
    "x = string.Formatter().get_field('0.__globals__', (call,), {})[0]['__builtins__']",
    "x = f'{call}'",
    "x = string.Template('$a').substitute(a=call)",
)


class Thing:
    pass


def call():
    pass


for guard in (safer_getattr, getattr):
    for source in SOURCES:
        names = {'__builtins__': dict(safe_builtins), **utility_builtins, '_getattr_': guard, '_getitem_': lambda o, i: o[i], 'thing': Thing(), 'call': call}
        try:
            exec(compile_restricted_exec(source).code, names)
            print(type(names['x']).__name__, str(names['x'])[:60])
        except Exception as e:
            print(type(e).__name__, e)
