# A bytearray that grows.
# Must end by a limit.
b = bytearray()
while True:
    b += b'x' * 10**6
