def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for a in (1 + 2j, 0j, 3, 1e200 + 1e200j):
    for b in (1 - 1j, 0j, 2j, 4, 0, 1e-200j):
        show((a, b), lambda: a / b)
for call in (lambda: 1j < 2, lambda: 1j // 2, lambda: 1j % 2, lambda: divmod(1j, 1), lambda: int(1j), lambda: float(1j), lambda: 1j == 'a', lambda: 1j + 'a', lambda: abs(3 + 4j), lambda: (1 + 0j) == 1, lambda: hash(2 + 0j) == hash(2.0)):
    show('', call)
print({1: 'int', 1 + 0j: 'complex', 1.0: 'float', 2j: 'other'}, len({1j, 1j, 2j, 1, 1 + 0j}))
