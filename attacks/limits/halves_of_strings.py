# Each piece is half of the last one, and none may keep the first alive.
kept = []
while True:
    text = 'x' * 1_000_000 + str(len(kept))
    while len(text) > 40:
        text = text[: len(text) // 2 + 1]
    kept.append(text)
