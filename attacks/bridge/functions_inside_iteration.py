# from: host functions as key, callbacks, finalizers and dunders
# after: a pause where the machine cannot pause
# must: contained
class C:
    __eq__ = lambda s, o: later(True)
    __hash__ = lambda s: later(1)
    __len__ = lambda s: later(3)
    __iter__ = lambda s: iter(later([1, 2]))
    __repr__ = lambda s: later('shown')
    __index__ = lambda s: later(2)
    __getattr__ = lambda s, n: later(n)
    __contains__ = lambda s, x: later(True)
    __lt__ = lambda s, o: later(False)
    __add__ = lambda s, o: later(5)
    __format__ = lambda s, f: later('formatted')
    __del__ = lambda s: later(1)
    __enter__ = lambda s: later(s)
    __exit__ = lambda s, *a: later(True)
    __call__ = lambda s, *a: later(len(a))
    __set_name__ = lambda s, o, n: later(n)
    __fspath__ = lambda s: later('/x')


c = C()
for use in (lambda: {c: 1, C(): 2}, lambda: [C()].index(c), lambda: sorted([C(), C(), C()]), lambda: sorted([3, 1], key=later), lambda: f'{c:x}{c!r}', lambda: '%s' % c, lambda: len(c), lambda: list(c), lambda: [1, 2, 3][c], lambda: 5 in c, lambda: c + 1, lambda: max([1, 2], key=later), lambda: list(map(later, range(3))), lambda: type('T', (), {'c': c}), lambda: eval('later(1)'), lambda: exec('class X:\n y = later(2)'), lambda: __import__('functools').reduce(lambda a, b: later(a + b), range(4)), lambda: __import__('re').sub('a', lambda m: later('b'), 'aaa'), lambda: __import__('json').dumps({'a': 1}, default=later), lambda: open(c), lambda: next(later(i) for i in [1]), lambda: {c} & {C()}, lambda: print(c), lambda: sum(later(i) for i in range(3)), lambda: __import__('copy').deepcopy(c), lambda: isinstance(1, type('M', (type,), {'__instancecheck__': lambda s, o: later(True)})('Q', (), {})), lambda: print(1, file=type('W', (), {'write': lambda s, t: later(t)})())):
    try:
        print(repr(use())[:50])
    except Exception as e:
        print(type(e).__name__)
with c:
    raise ValueError
del c
