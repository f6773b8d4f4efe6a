# from: HERITAGE 2: results unwrapped, the bastion writable, __class__, defaults of _get_
# after: the object behind a Bastion
# must: contained
try:
    import Bastion
except ImportError:
    print('no Bastion under this policy')
else:
    class Account:
        def __init__(self):
            self.sum = 'kept'
            self._secret = 'kept'

        def total(self):
            return 5

        def me(self):
            return self

        @property
        def prop(self):
            return 'kept'

        @staticmethod
        def st():
            return 1

        def _private(self):
            return 'kept'

    o = Account()
    b = Bastion.Bastion(o)
    for n in ('sum', '_secret', 'prop', '_private', '__init__', '__dict__', 'st', 'nope', '__class__'):
        for get in (getattr, lambda b, n: b.__getattr__(n), lambda b, n: object.__getattribute__(b, n), lambda b, n: b.__dict__[n], lambda b, n: b._get_(n), lambda b, n: b.__class__.__getattr__(b, n)):
            try:
                if get(b, n) == 'kept':
                    print('ESCAPED', n)
            except BaseException as e:
                kind = type(e).__name__
    for reach in (lambda: b.total.__self__, lambda: b.total.__func__.__globals__, lambda: b._get_.__defaults__, lambda: b._get_.__closure__[0].cell_contents, lambda: b.total.__closure__, lambda: b.__dict__['_get_'].__closure__[0].cell_contents, lambda: b.__getattr__.__closure__, lambda: type(b)(lambda n: getattr(o, n), 'x').sum if False else None, lambda: vars(b)):
        try:
            v = reach()
            if isinstance(v, Account):
                print('inside one cell the program has its own frames; between cells see nested/')
        except BaseException as e:
            kind = type(e).__name__
    b.total = lambda: 99
    print(o.total())
