def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for char, values in (('B', (0, 255, 256, -1, 1.5, 'a', b'x')), ('b', (-128, 127, 128)), ('c', (b'x', b'xy', 1, 'x')), ('h', (-32768, 32768)), ('I', (2**32 - 1, 2**32)), ('q', (-(2**63), 2**63)), ('d', (1.5, 2, 'x', float('nan'))), ('f', (0.1, 1e39, float('inf'))), ('e', (0.1, 65504, 70000)), ('?', (0, 1, [], 'x'))):
    for value in values:
        view = memoryview(bytearray(8)).cast(char)

        def store():
            view[0] = value
            return view[0], view.tobytes()

        show((char, value), store)
