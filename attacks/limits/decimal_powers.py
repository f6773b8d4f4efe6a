# A number that grows with each step.
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, setcontext

setcontext(Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN))
d = Decimal(12345)
while True:
    d *= d
