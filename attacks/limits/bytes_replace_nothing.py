# The empty pattern is found between all bytes.
data = b'a' * 100_000
while True:
    data.replace(b'', b'bbbb')
