# from: JavaScript: __defineGetter__, Symbol.toPrimitive, util.inspect.custom
# after: code called while the host shows or converts a value
# must: contained
class C:
    def __getattr__(self, name):
        if name.startswith(('Symbol', '@@', 'nodejs', 'toPrimitive', 'inspect', 'asymmetric', '$$typeof')):
            print('ESCAPED', name)
        raise AttributeError(name)

    def __repr__(self):
        return 'shown'

    inspect = toPrimitive = toStringTag = property(lambda s: print('ESCAPED'))


c = C()
for name in ('Symbol(Symbol.iterator)', '@@iterator', 'Symbol.asyncIterator', 'nodejs.util.inspect.custom', '__lookupGetter__', '$$typeof', 'Symbol(nodejs.util.promisify.custom)'):
    setattr(C, name, property(lambda s: print('ESCAPED')))
    setattr(__builtins__, name, c)
d = {'Symbol(Symbol.iterator)': c, '@@toPrimitive': c}
print(c, [c], d)
c
