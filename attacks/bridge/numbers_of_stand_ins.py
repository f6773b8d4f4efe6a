# from: the number of a host object in a message
# after: another object of the host's by its number
# must: contained
import gc

for o in (account, echo, account.deposit):
    for name in dir(o):
        try:
            v = getattr(o, name)
            if type(v) is int and name != 'balance':
                for i in range(50):
                    setattr(o, name, i)
        except Exception:
            pass
for n in range(60):
    for m in ('secret', 'deposit', '_internal', 'constructor', '', '__proto__', 'call'):
        for value in (['host', n, m], ('host', n, m), ['bastion', n, 'x'], ['function', n, m, 'x', None, '']):
            try:
                r = echo(value)
                if type(r) is not list or 'canary' in repr(r):
                    print('ESCAPED', value, r)
            except Exception as e:
                kind = type(e).__name__
print('done')
