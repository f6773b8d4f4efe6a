def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for z in (0j, 1j, -1.5 - 2.5j, complex(-0.0, 1e20), complex('nan'), complex(1, float('inf'))):
    print(repr(z), str(z), '%s %r' % (z, z))
    for spec in ('', '.2f', '>20', '<20.3e', '+', 'g', '.3', '*^24.1f', ',.1f', '010', '=20', '%', 'd', 's'):
        show(spec, lambda: format(z, spec))
