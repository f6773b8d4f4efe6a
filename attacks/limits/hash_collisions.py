# Keys that all hash alike.
# Must end by a limit.
class K:
    def __init__(self, v):
        self.v = v
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self.v == other.v
d = {}
for i in range(10**6):
    d[K(i)] = i
