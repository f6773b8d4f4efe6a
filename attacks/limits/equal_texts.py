# Equal texts, each made anew: nothing tells them apart.
kept = []
n = 10**5
while True:
    kept.append('ab' * n)
