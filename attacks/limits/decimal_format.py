# More digits than there is room for.
from decimal import Decimal

while True:
    len(f'{Decimal(1):.50000000f}')
