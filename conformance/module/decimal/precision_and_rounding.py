from decimal import Decimal, getcontext, localcontext, ROUND_HALF_UP, InvalidOperation, DivisionByZero
print(Decimal('1.10') + Decimal('2.205'), Decimal(1) / 7, Decimal('2.675').quantize(Decimal('0.01')), Decimal('2.675').quantize(Decimal('0.01'), ROUND_HALF_UP), Decimal(0.1), repr(Decimal('-0E+3')))
with localcontext() as context:
    context.prec = 5
    print(Decimal(2).sqrt(), Decimal(10) ** -3, Decimal('12345678') + 0, Decimal('1E+10') * 3)
print(Decimal('1E3') == 1000, hash(Decimal('1.0')) == hash(1), sorted([Decimal('2'), 1, 1.5]), Decimal('3.14').as_tuple(), f'{Decimal("1234.5"):,.2f}', Decimal('NaN').is_nan(), divmod(Decimal(-7), 2))
for operation in (lambda: Decimal('x'), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal('sNaN') + 1, lambda: Decimal(1) + 1.5):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
