# What programs do with statistics, fractions, decimal, random, math. A case answers a checksum.
import cmath
import decimal
import math
import random
import statistics
from decimal import Decimal
from fractions import Fraction

FLOATS = [(i * 7919 % 10007) / 13 for i in range(5000)]
INTS = [i * 7919 % 101 for i in range(5000)]


def harmonic():
    total = Fraction(0)
    for i in range(1, 400):
        total += Fraction(1, i)
    return str(total)[:20]


def fractions():
    total = 0
    for i in range(1, 3000):
        f = Fraction(i, 7) * Fraction(3, i + 1)
        total += f < 2
        total += int(f)
    return total


def money():
    total = Decimal(0)
    rate = Decimal('0.19')
    for i in range(3000):
        price = Decimal(i) / 100
        total += (price * (1 + rate)).quantize(Decimal('0.01'), rounding=decimal.ROUND_HALF_UP)
    return str(total)


def many_digits():
    with decimal.localcontext() as context:
        context.prec = 60
        total = Decimal(0)
        for i in range(1, 400):
            total += (Decimal(1) / i).sqrt()
        return str(total) + str(Decimal(2).ln())[:30]


def rolls():
    generator = random.Random(5)
    return sum(generator.randint(1, 6) for _ in range(20000))


def sampling():
    generator = random.Random(7)
    items = list(range(3000))
    generator.shuffle(items)
    total = sum(generator.sample(items, 500)) + sum(generator.choices(items, k=3000))
    return total + sum(generator.choice(items) for _ in range(3000)) + int(generator.gauss(0, 1) * 1000)


def floats():
    generator = random.Random(9)
    inside = 0
    for _ in range(20000):
        x, y = generator.random(), generator.uniform(0, 1)
        inside += math.hypot(x, y) < 1
    return inside


CASES = {
    'mean, median, stdev': lambda: round(
        statistics.mean(FLOATS) + statistics.median(FLOATS) + statistics.stdev(FLOATS), 6
    ),
    'fmean, quantiles, mode': lambda: (statistics.fmean(FLOATS), statistics.quantiles(INTS)[1], statistics.mode(INTS)),
    'correlation, regression': lambda: round(statistics.correlation(FLOATS, INTS), 9),
    'Fraction, harmonic sum': harmonic,
    'Fraction': fractions,
    'Decimal, money': money,
    'Decimal, 60 digits': many_digits,
    'Decimal from text': lambda: str(sum(Decimal(f'{i}.{i % 100:02d}') for i in range(3000))),
    'randint': rolls,
    'shuffle, sample, choice': sampling,
    'random, uniform': floats,
    'math': lambda: sum(math.gcd(i, 360) + math.isqrt(i) + int(math.sin(i) * 10) for i in range(20000)),
    'cmath': lambda: round(abs(sum(cmath.exp(1j * i) for i in range(5000))), 6),
}
