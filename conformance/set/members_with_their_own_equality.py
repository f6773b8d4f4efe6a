class E:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == (other.n if isinstance(other, E) else other)
    def __hash__(self):
        return hash(self.n)
    def __repr__(self):
        return f'E({self.n})'

s = {E(1), 1, E(2), 3}
print(s, 2 in s, E(3) in s, s == {1, 2, 3}, s <= {1, 2, 3, 4})
print(s & {2, 3}, s - {1}, s ^ {3, 4}, s | {4}, s.isdisjoint([5]), s.issuperset([1]))
s.remove(2)
s.discard(3)
print(s)
