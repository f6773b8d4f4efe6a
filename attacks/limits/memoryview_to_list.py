# A list for each row of one item.
view = memoryview(bytes(16_000_000)).cast('d', (2_000_000, 1))
kept = []
while True:
    kept.append(view.tolist())
