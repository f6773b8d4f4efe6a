# A quotient of a billion digits.
from decimal import Decimal, getcontext

getcontext().prec = 10**9
print(Decimal(1) / 3)
