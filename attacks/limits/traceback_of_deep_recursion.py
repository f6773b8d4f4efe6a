# A traceback of a thousand frames, kept and printed as text.
import traceback


def f(n):
    if n == 0:
        raise ValueError('x' * 10_000)
    f(n - 1)


kept = []
while True:
    try:
        f(900)
    except ValueError as e:
        kept.append(traceback.format_exc())
        kept.append(e)
