# from: Bastion.py (HERITAGE 2); Pyodide's JsProxy
# after: what the host's object has beside its allow-list
# must: contained
NAMES = 'secret _hidden nested view constructor __proto__ prototype toString valueOf hasOwnProperty __defineGetter__ __lookupGetter__ isPrototypeOf then toJSON _internal make static length name call apply bind arguments caller object options gate results fn check __class__ __dict__ __globals__ __self__ __func__ __closure__ __getattribute__ __reduce__ __reduce_ex__ __subclasshook__ im_self func_defaults _get_ _name_'.split()
for thing in (account, plain, echo, account.deposit):
    for n in NAMES:
        for get in (getattr, lambda o, n: object.__getattribute__(o, n), lambda o, n: type(o).__getattribute__(o, n), lambda o, n: vars(o)[n], lambda o, n: ('{0.%s}' % n).format(o), lambda o, n: o[n], lambda o, n: type(o).__dict__[n].__get__(o)):
            try:
                v = get(thing, n)
            except Exception:
                continue
            if 'canary' in repr(v):
                print('ESCAPED', n)
            if callable(v):
                try:
                    r = v()
                    if 'canary' in repr(r):
                        print('ESCAPED', n)
                except Exception as e:
                    if 'canary' in str(e):
                        print('ESCAPED', n)
print(account.balance, plain.deposit(1))
