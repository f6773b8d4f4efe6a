# from: PrintCollector._call_print
# after: the collector, the real streams, and the host's code that handles what is printed
# must: contained
from RestrictedPython import PrintCollector, compile_restricted_exec, safe_builtins
from RestrictedPython.Guards import safer_getattr

SOURCES = (
    "print('a', file=thing)",
    "print('a', sep=thing)",
    "print('a', end=thing)",
    "print(thing)",
    "print(*[thing], **{'file': thing})",
    "print(file=print)",
    "x = print.__self__",
    "x = getattr(print, '__self__')",
    "x = getattr(print, '__func__')",
    "print('a', flush=thing, file=thing)",
    "_print = 1",
    "def f(print): print('a')",
    "x = [print for print in (1,)]",
)


class Thing(str):
    def write(self, text):
        calls.append(text)
        return self

    def __str__(self):
        return self

    def __iter__(self):
        return iter(())

    def __radd__(self, other):
        return 'mine'

    def flush(self):
        raise SystemExit('mine')


for source in SOURCES:
    calls = []
    result = compile_restricted_exec(source + '\ntext = printed')
    if result.code is None:
        print(result.errors)
        continue
    names = {'__builtins__': dict(safe_builtins, getattr=safer_getattr), '_print_': PrintCollector, '_getattr_': safer_getattr, '_getiter_': iter,
             '_apply_': lambda f, *a, **k: f(*a, **k), 'thing': Thing('thing')}
    try:
        exec(result.code, names)
        print(type(names.get('text')).__name__, calls)
    except BaseException as e:
        print(type(e).__name__)
