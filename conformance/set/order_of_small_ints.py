print({3, 1, 2}, {10, 9, 8, 7}, set(range(20, 0, -1)), {-1}, {100, 8, 16, 24, 32})
s = {5, 13, 21, 29}
s.discard(13)
s.add(37)
print(list(s), s.pop(), list(s))
print(list(frozenset([33, 1, 65])), list({64, 32, 0} | {96, 1}))
