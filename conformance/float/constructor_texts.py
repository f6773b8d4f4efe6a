def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ('1.5', ' 1e5 ', '1_0.5', '1__0', '.5', '5.', '.', 'e5', 'inf', '-Infinity', '+nan', 'infin', '0x1p3', '', 'abc', '1.5\x00', '١.٥', '1e400', '-1e-400', b'2.5', b'\xff', bytearray(b'3'), None, [], 1j, 10**400, True):
    show(f'{text!r}'[:40], lambda: float(text))
