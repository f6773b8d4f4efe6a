values = [0, 1, -1, 3, -7, 2**53 - 1, 2**53, 2**53 + 1, 0.0, -0.0, 0.5, -2.5, 7.0, 1e308, float('inf'), float('nan'), True]
for a in values:
    for b in values:
        row = []
        for op in ['a + b', 'a - b', 'a * b', 'a / b', 'a // b', 'a % b', 'a < b', 'a <= b', 'a == b', 'a != b', 'a > b', 'a >= b']:
            try:
                row.append(eval(op))
            except (ZeroDivisionError, OverflowError) as e:
                row.append(str(e))
        print(repr(a), repr(b), row)
