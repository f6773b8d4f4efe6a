class Point:
    x, y = 3, [10, 20]
print('{0} {1} {0!r:>6}'.format('a', 'b'), '{p.x} {p.y[1]} {d[key]}'.format(p=Point, d={'key': 5}))
print('{:{width}.{precision}f}|{{}}'.format(3.14159, width=8, precision=2), '{:,} {:_} {:#x} {:e}'.format(1234567, 1234567, 255, 1e10))
for template in ('{', '}', '{0} {}', '{} {0}', '{a', '{!x}', '{.5}', '{:d}', '{9}', '{name}', '{:5%d}'):
    try:
        print(template.format('text'))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
