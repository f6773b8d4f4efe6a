# A decimal number with as many digits as are asked for.
import decimal

decimal.getcontext().prec = 10**7
decimal.getcontext().Emax = 10**9
while True:
    decimal.Decimal(2).sqrt()
