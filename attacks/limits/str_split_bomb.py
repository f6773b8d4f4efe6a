# A list with an item for each character, again and again.
kept = []
while True:
    kept.append(('a ' * 500_000).split(' '))
