# from: JavaScript: names that every object has
# after: a property of a JavaScript prototype as a Python attribute
# must: contained
NAMES = '__proto__ constructor prototype hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ then toJSON length name caller callee arguments apply call bind get set has size keys values entries forEach map push pop shift undefined NaN Infinity null this'.split()


class C:
    pass


values = [None, True, 1, 2**80, 1.5, 1j, 'a', '\U0001F600', b'a', bytearray(b'a'), [], (), {}, set(), frozenset(), range(3), slice(1), print, len, type, object, C, C(), (lambda: 1), C.__init__, [].append, (i for i in ()), iter([]), Exception('x'), ..., NotImplemented, memoryview(b'a'), property(), zip(), globals(), __builtins__]
real = {'values', 'keys', 'pop', 'get', 'name', 'map'}
for v in values:
    for n in NAMES:
        for get in (getattr, lambda v, n: object.__getattribute__(v, n), lambda v, n: type.__getattribute__(type(v), n), lambda v, n: vars(v)[n], lambda v, n: type(v).__dict__[n], lambda v, n: ('{0.%s}' % n).format(v)):
            try:
                r = get(v, n)
            except (AttributeError, KeyError, TypeError, ValueError):
                continue
            if n not in real and n not in dir(v):
                print('ESCAPED', type(v), n, type(r))
print('none')
