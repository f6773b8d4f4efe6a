for n, size, order, signed in ((1000, 2, 'big', False), (1000, 2, 'little', False), (-2, 3, 'big', True), (0, 0, 'big', False), (2**70, 9, 'little', False)):
    data = n.to_bytes(size, order, signed=signed)
    print(data, int.from_bytes(data, order, signed=signed))
for operation in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(-1), lambda: (1).to_bytes(1, 'middle')):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
