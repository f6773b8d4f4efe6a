"""Signals, traps, attributes of contexts, local contexts, exceptions."""
from decimal import *
import copy, pickle

c = getcontext()
print(c, DefaultContext, BasicContext, ExtendedContext, sep='\n')
for code in [
    'c.add(1, "a")', 'Decimal("x")', 'Decimal(1) / 0', 'Decimal(0) / 0', 'Decimal(1) % 0', 'Decimal("NaN") < 1',
    'hash(Decimal("sNaN"))', 'int(Decimal("inf"))', 'round(Decimal("2.675"), 2)', 'Decimal(1) + 1.0',
    'Decimal(1.1)', 'Decimal((0, (1, 2, 3), -2))', 'Decimal((2, (1,), 0))', 'Decimal((1, 2))', 'setattr(c, "prec", 0)',
    'setattr(c, "rounding", "x")', 'c.flags[1]', 'localcontext(prec=5, foo=1)', 'Decimal(3).as_integer_ratio()',
    'Decimal("-2.50").as_tuple()', 'Decimal("1e400").is_normal()', 'pow(Decimal(3), 5, 7)', 'c.divmod(7, 2)',
    'divmod(-7, Decimal(2))', 'Decimal(4) ** Decimal("0.5")', 'Decimal("1.10") == 1.1', '1 == Decimal(1) == 1 + 0j',
]:
    try:
        print(code, '->', eval(code))
    except Exception as e:
        print(code, '!!', type(e).__name__, e)
with localcontext(prec=3, rounding=ROUND_UP) as local:
    print(Decimal(1) / 3, local.flags[Inexact], getcontext() is local)
    local.traps[Inexact] = True
    try:
        Decimal(2) / 3
    except Inexact as e:
        print(repr(e), e.args)
print(Decimal(1) / 3, getcontext() is c)
print(issubclass(DivisionByZero, ZeroDivisionError), Underflow.__mro__)
print(copy.copy(c) == c, copy.copy(c).prec, pickle.loads(pickle.dumps(Decimal('1.50'))), pickle.loads(pickle.dumps(c)).prec)
print(sorted({Decimal('1.0'): 'a', 1: 'b'}.items()), hash(Decimal('0.5')) == hash(0.5), Decimal(10) in [10.0])


class Money(Decimal):
    def __str__(self):
        return f'{super().__str__()} EUR'


m = Money('1.50')
print(m, repr(m), m + 1, type(m + 1).__name__, Money.from_float(0.5), m == Decimal('1.5'))
