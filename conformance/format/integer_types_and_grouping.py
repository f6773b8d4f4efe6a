def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for n in (0, 5, -7, 255, 123456789, 10**20, True):
    for spec in ('', 'd', '05', '<8', '^8', '=+8', '*>9', '+', ' d', '#x', '#X', '#o', '#b', '#010b', ',', '_', '_x', '#_b', '015,', '+020_', 'n', 'e', '.2f', '%', 'c', 's', ',x', '.2', 'q'):
        show((n, spec), lambda: format(n, spec))
