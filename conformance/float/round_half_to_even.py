print([round(x / 2) for x in range(-7, 8)], round(2.675, 2), round(1234.5678, -2), round(0.5, 0), round(1e300, 5))
print(round(5, -1), round(15, -1), round(25, -1), round(-25, -1), round(12345, -2), type(round(1.5)), type(round(1.5, 1)))
for value in (float('nan'), float('inf')):
    try:
        round(value)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
