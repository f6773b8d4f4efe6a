def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Money:
    amount = [1, {'k': 'v'}]

    def __format__(self, spec):
        return f'money[{spec}]'

    def __repr__(self):
        return 'Money()'

    def __getitem__(self, key):
        return ('item', key)

    def __getattr__(self, name):
        if name == 'made_up':
            return 'dynamic'
        raise AttributeError(name)


class Wrong:
    def __format__(self, spec):
        return 5


m = Money()
for text in ('{}', '{:x}', '{0.amount[1][k]}', '{0[key]}', '{0[12]}', '{0.made_up!r:>12}', '{0.nope}', '{0!r:>10}', '{0!s}', '{0:{1}{2}}', '{0:{1[0]}}', '{!a}'):
    show(text, lambda: text.format(m, '<<', 8))
    show(text, lambda: text.format(m))
show('wrong', lambda: format(Wrong()))
show('f-string', lambda: f'{m:{m}} {m!r:_^11}')
