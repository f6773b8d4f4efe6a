import cmath

inf, nan = float('inf'), float('nan')


def text(r):
    if isinstance(r, complex):
        return f'({r.real:.10g}, {r.imag:.10g})'
    return repr(r)


values = [0j, 1, -1, 1j, 0.5 + 0.5j, 2 - 3j, complex(-0.0, -0.0), complex(inf, 1), complex(-inf, 0.0), complex(1, inf), complex(800, 1)]
for name in ('acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'log', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'isfinite'):
    for value in values:
        try:
            print(name, value, text(getattr(cmath, name)(value)))
        except Exception as error:
            print(name, value, type(error).__name__, error)
print(cmath.polar(3 + 4j), cmath.rect(2, 0), cmath.phase(-1), cmath.isclose(1, 1 + 1e-10j), cmath.infj, cmath.nanj)
