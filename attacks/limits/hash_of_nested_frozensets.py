# Frozensets of frozensets, hashed again and again.
x = frozenset()
while True:
    x = frozenset([x, frozenset([x])])
