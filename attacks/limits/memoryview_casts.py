# Views of views, each of which is kept, and lists of their items.
kept = []
data = memoryview(bytearray(400_000))
while True:
    data = data.cast('B').cast('I').cast('B')
    kept.append(data.tolist())
