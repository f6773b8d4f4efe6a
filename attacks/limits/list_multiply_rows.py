# A small repeat of a great list of lists.
rows = [[0] * 1000] * 1000
kept = []
while True:
    kept.append([row[:] for row in rows])
