def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


values = (0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 0.5, float('inf'), float('-inf'), float('nan'))
for a in values:
    for b in values + (2, -3, 0):
        show((a, b), lambda: a**b)
show('mod', lambda: pow(2.0, 3, 5))
