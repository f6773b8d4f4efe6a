def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for x in (0.0, -0.0, 1.5, -1234567.891, 1e100, 1e-10, 0.1, float('inf'), float('nan'), float('-inf')):
    for spec in ('', 'e', '.3E', 'f', '.0f', '#.0f', 'F', 'g', '#g', '.17g', '%', '.1%', '+', ' .2f', 'z.1f', 'z', ',', ',.2f', '_.1f', '010.2f', '+012,.1f', '.3', '.0', 'n', '.20f', '._f', '.4,f', 'd', 's'):
        show((x, spec), lambda: format(x, spec))
