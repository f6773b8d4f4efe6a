nan = float('nan')
x = [nan, 1, True, 1.0]
print(x.index(nan), x.index(True), x.count(1), nan in x, float('nan') in x)
for bad in (5, nan):
    try:
        print(x.index(bad, 1))
    except ValueError as e:
        print(e)
