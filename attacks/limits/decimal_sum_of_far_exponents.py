# Operands whose digits lie far from each other.
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

c = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
print(len(str(c.add(Decimal('1e900000000'), Decimal(1)))))
