# Each is a str of its own.
kept = []
while True:
    kept.append(list('\U0001f600' * 3_000_000))
