def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for n, args, options in (
    (0, (), {}), (255, (), {}), (256, (), {}), (-1, (1, 'big'), {'signed': True}), (-129, (1,), {'signed': True}),
    (2**64 - 1, (8, 'little'), {}), (2**64, (8,), {}), (-(2**63), (8,), {'signed': True}), (5, (0,), {}), (0, (0,), {}),
    (1, (-1,), {}), (1, (1, 'middle'), {}), (1, ('2',), {}), (1, (1, 2), {}), (1, (20, 'big'), {}),
):
    show((n, args, options), lambda: n.to_bytes(*args, **options))
for data, options in ((b'\xff\x00', {}), ([1, 2, 3], {}), ((255,), {'signed': True}), (b'', {}), ('ab', {}), (5, {}), ([256], {}), (range(3), {'byteorder': 'little'})):
    show((data, options), lambda: int.from_bytes(data, **options))
