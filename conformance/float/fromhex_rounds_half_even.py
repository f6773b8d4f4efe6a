def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ('0x1.8p1', '1.8', '-0x.8p0', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', '0x1p1024', '0x1.fffffffffffff8p1023', 'inf', '-NaN', '0x', '0x1p', 'x', ' 0x1 ', '0xag', '0x1.00000000000008p0', '0x1.00000000000018p0', '0x1.0000000000000800000001p0'):
    show(text, lambda: float.fromhex(text))
for x in (0.0, -0.0, 1.0, -1.5, 0.1, 5e-324, 1.7976931348623157e308, float('inf'), float('nan')):
    print(x.hex(), float.fromhex(x.hex()))
