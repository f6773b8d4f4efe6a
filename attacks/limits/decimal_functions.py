# Functions with many digits.
from decimal import Decimal, getcontext

getcontext().prec = 200_000
while True:
    Decimal(2).ln().exp().sqrt() ** Decimal('0.3')
