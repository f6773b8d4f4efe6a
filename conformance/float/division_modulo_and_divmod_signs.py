def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


values = (0.0, -0.0, 1.5, -1.5, 1e300, -1e-300, float('inf'), float('-inf'), float('nan'))
for a in values:
    for b in values:
        show((a, b), lambda: (a / b, a // b, a % b, divmod(a, b)))
