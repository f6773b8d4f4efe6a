for value in (0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 1/3, 2.5, 1e22, 1e23):
    print(repr(value), str(value), float(repr(value)) == value)
print(float('inf'), -float('inf'), float('nan'))
