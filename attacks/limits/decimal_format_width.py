# Zeros in groups up to a width.
from decimal import Decimal

while True:
    format(Decimal(1), '010000000,')
