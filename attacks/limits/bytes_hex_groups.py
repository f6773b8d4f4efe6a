# A separator behind each byte.
data = bytes(3_000_000)
while True:
    data.hex(':', 1)
