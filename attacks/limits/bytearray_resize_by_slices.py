# Slices of a bytearray put into itself.
b = bytearray(b'x')
while True:
    b[len(b) // 2 : len(b) // 2] = b
