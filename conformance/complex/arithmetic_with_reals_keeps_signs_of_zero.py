inf = float('inf')
values = (0j, -0j, 1j, 1 + 2j, complex(-0.0, 0.0), complex(inf, 1), complex(1, -inf))
for z in values:
    for x in (0.0, -0.0, 1, -2.5, inf, True):
        print(z, x, z + x, x + z, z - x, x - z, z * x, x * z)
