for i in range(60):
    x = (i * 7919 % 1000 - 500) * 10.0 ** (i % 40 - 20) / 7
    print(repr(x), round(x, 2), round(x, i % 10 - 3), f'{x:.3f}', f'{x:e}', '%.4g' % x, f'{x:,.2f}', f'{x!r:>26}')
