# Views without end.
v = memoryview(bytes(100))
kept = [v]
while True:
    kept.append(kept[-1][:])
