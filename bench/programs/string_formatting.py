# Formatting: f-strings with and without a spec, percent, str.format.
N = 30_000


def bench(n):
    length = 0
    for i in range(n):
        length += len(f'{i}:{i * 2}/{"x" * (i % 3)}')
        length += len(f'{i:>8}|{i / 7:.3f}|{i:x}|{i!r}')
        length += len('%d %s %.2f' % (i, 'name', i / 3))
        length += len('{} {:05d} {}'.format('a', i, i + 1))
    return length
