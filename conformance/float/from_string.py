for text in ('1', ' 1.5 ', '1e3', '-.5', '5.', 'inf', '-Infinity', 'NaN', '1_0.0_1', '1e400', '1e-400'):
    print(repr(text), float(text))
for value in ('', '.', '1__0', 'e5', '0x1', None, [], '1 2'):
    try:
        float(value)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
