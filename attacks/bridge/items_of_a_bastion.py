# from: this project
# after: items of the host's object, and attributes that are taken from it, by every way that Python has for them
# must: contained
import operator

KEYS = ['secret', 'log', 'constructor', '__proto__', 'prototype', 'toString', '_hidden', 0, -1, 2**70, None, (), slice(1), [], {}, 1.5]

WAYS = [
    lambda o, k: o[k],
    lambda o, k: o.__setitem__(k, {'isAdmin': True}),
    lambda o, k: o.__delitem__(k),
    lambda o, k: type(o).__getitem__(o, k),
    lambda o, k: operator.setitem(o, k, 1),
    lambda o, k: operator.delitem(o, k),
    lambda o, k: o.__delattr__(k),
    lambda o, k: object.__delattr__(o, k),
    lambda o, k: '{0[%s]}'.format(o) % k,
    lambda o, k: f'{o[k]}',
    lambda o, k: k in o,
    lambda o, k: [*o],
    lambda o, k: {**o},
    lambda o, k: dict(o),
    lambda o, k: '%(secret)s' % o,
    lambda o, k: iter(o).__next__(),
    lambda o, k: reversed(o),
    lambda o, k: getattr(o, '__getitem__')(k),
    lambda o, k: eval('secret', {}, o),
]
got = set()
for key in KEYS:
    for way in WAYS:
        for thing in (account, plain, echo, account.deposit):
            try:
                got.add(type(way(thing, key)).__name__)
            except Exception as e:
                got.add(type(e).__name__)
    try:
        del account[key]
    except Exception as e:
        got.add(type(e).__name__)
for name in ('secret', 'log', 'deposit', 'balance', 'constructor', '__proto__', '__class__'):
    try:
        delattr(account, name)
        print('ESCAPED: deleted', name)
    except (AttributeError, TypeError, PermissionError):
        pass
match account:
    case [*_] | {}:
        print('ESCAPED: matched')
print(sorted(got), account.balance == account.balance)
