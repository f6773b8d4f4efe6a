# Equal texts in what is no list: fields, values, members of tuples.
class C:
    pass
kept = []
n = 10**5
while True:
    c = C()
    c.text = 'ab' * n
    kept.append((c, {1: 'cd' * n}, ('ef' * n,), {'gh' * n: 1}))
