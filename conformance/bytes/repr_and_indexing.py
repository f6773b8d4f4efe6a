data = bytes(range(0, 256, 7)) + b"it's"
print(data, data[3], data[-2:], list(data[:4]), b'"' + b"'", bytes(3), bytes([1, 2]), bytes('é', 'utf-8'))
for operation in (lambda: bytes([256]), lambda: bytes('a'), lambda: bytes(-1), lambda: b'a' + 'b', lambda: b'abc'[9], lambda: bytes.fromhex('zz')):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
