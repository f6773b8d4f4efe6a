# Each translation is a new text.
kept = []
data = bytes(1_000_000)
table = bytes(range(256))
while True:
    kept.append(data.translate(table, b'\x01'))
