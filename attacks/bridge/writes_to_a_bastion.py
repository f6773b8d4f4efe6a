# from: Bastion.py: the bastion itself is writable, the host then sees it (HERITAGE 2)
# after: an attribute of the host's object
# must: contained
for n in ('secret', 'log', 'deposit', 'constructor', '__proto__', 'prototype', 'toString', '_hidden', 'total', '__class__', '__dict__', 'balance', 'nested'):
    for write in (setattr, lambda o, n, v: object.__setattr__(o, n, v), lambda o, n, v: vars(o).__setitem__(n, v), lambda o, n, v: type(o).__setattr__(o, n, v), lambda o, n, v: delattr(o, n), lambda o, n, v: setattr(type(o), n, v)):
        for thing in (account, plain, echo, account.deposit):
            try:
                write(thing, n, {'isAdmin': True})
            except Exception:
                pass
for v in (1, 2**70, 'x', None, [1], {'__proto__': {'isAdmin': True}}, float('nan'), echo, account, lambda: 1, object()):
    try:
        account.balance = v
        print(type(account.balance).__name__)
    except Exception as e:
        print(type(e).__name__)
account.log.append('forged')
print(account.log)
