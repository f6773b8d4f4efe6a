# Blanks that are not at the end.
from decimal import Decimal, InvalidOperation

text = '1' + ' ' * 1_000_000 + 'x'
while True:
    try:
        Decimal(text)
    except InvalidOperation:
        pass
