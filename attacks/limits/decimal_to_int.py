# A short number that is a long int.
from decimal import Decimal

int(Decimal('1e2000000000'))
