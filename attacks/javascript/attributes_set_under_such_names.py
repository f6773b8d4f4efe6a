# from: JavaScript: __proto__ as a key
# after: a property written into a prototype
# must: contained
NAMES = '__proto__ constructor prototype hasOwnProperty toString valueOf then toJSON length isAdmin size __defineGetter__'.split()


class C:
    pass


class S:
    __slots__ = ('__proto__', 'constructor', 'toString', 'then', 'length')


import types

for o in (C(), C, S(), types.SimpleNamespace(), types.ModuleType('m'), lambda: 1, Exception()):
    for n in NAMES:
        try:
            setattr(o, n, {'isAdmin': True, 'polluted': 1})
            assert getattr(o, n)['isAdmin'] is True, n
            assert n in dir(o), n
            delattr(o, n)
            assert not hasattr(o, n), n
        except (AttributeError, TypeError) as e:
            print(type(o).__name__, n, type(e).__name__)
c = C()
c.__proto__ = {'isAdmin': True}
print(hasattr(C(), 'isAdmin'), hasattr(c, 'isAdmin'), vars(c))
