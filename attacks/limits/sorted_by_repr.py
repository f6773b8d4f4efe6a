# Keys that are long texts.
while True:
    sorted(([i] * 1000 for i in range(10_000)), key=repr)
