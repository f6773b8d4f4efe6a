# Set operations whose results are kept.
kept = []
a = set(range(100_000))
while True:
    kept.append(a | {len(kept)})
