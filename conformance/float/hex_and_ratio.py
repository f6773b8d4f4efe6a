for value in (0.1, -1.5, 0.0, 2.0**-1074, 1e308):
    print(value.hex(), float.fromhex(value.hex()) == value, value.as_integer_ratio(), value.is_integer())
