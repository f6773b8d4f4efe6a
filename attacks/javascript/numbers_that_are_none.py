# from: JavaScript: NaN, Infinity, -0 and big floats as ints
# after: an int that is no int
# must: contained
import math

for make in (lambda: int(float('nan')), lambda: int(1e400), lambda: int(-0.0), lambda: 0 * -1, lambda: -0, lambda: round(-0.4), lambda: math.floor(-0.0), lambda: int('-0'), lambda: 0 // -5, lambda: -5 % 5, lambda: 2**53 + 1, lambda: 2**1023 * 2, lambda: int(1e308) + 1, lambda: 1 << 53, lambda: ~-1, lambda: hash(-0.0), lambda: hash(2**61 - 1), lambda: len('') * -1, lambda: 9007199254740993 % 2, lambda: divmod(-0, 3), lambda: int('9' * 400), lambda: sum([-0]), lambda: math.trunc(-0.5), lambda: -0 & 0, lambda: 0 ** 0, lambda: int.from_bytes(b'', 'big') * -1, lambda: round(-0.0), lambda: max(-0, 0), lambda: [].index if 0 else -0, lambda: math.gcd(-0, 0), lambda: math.copysign(1, 0 * -1)):
    try:
        r = make()
        print(r if abs(r if not isinstance(r, tuple) else 0) < 1e20 else 'big', type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
