# from: the class of stand-ins: constructor, subclass, __new__, copies
# after: a stand-in for another number
# must: contained
import copy

T = type(account)
F = type(echo)
for cls in (T, F, type(account.deposit)):
    for make in (lambda: cls(), lambda: cls(0), lambda: cls(0, 'x'), lambda: cls.__new__(cls), lambda: object.__new__(cls), lambda: type('S', (cls,), {}), lambda: type('S', (cls,), {})(0), lambda: copy.copy(account), lambda: copy.deepcopy(account), lambda: account.__reduce_ex__(2), lambda: setattr(account, '__class__', F), lambda: setattr(echo, '__class__', T), lambda: cls.__init__(account, 5), lambda: __import__('pickle').dumps(account), lambda: [c for c in object.__subclasses__() if c in (T, F)], lambda: cls.__call__(account), lambda: setattr(cls, 'evil', 1), lambda: cls.__dict__.keys()):
        try:
            r = make()
            if isinstance(r, (T, F)):
                for n in ('secret', 'deposit', 'balance', 'options'):
                    try:
                        if 'canary' in repr(getattr(r, n)):
                            print('ESCAPED')
                    except Exception:
                        pass
        except Exception as e:
            kind = type(e).__name__
print('done')
