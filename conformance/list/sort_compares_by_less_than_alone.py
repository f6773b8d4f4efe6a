class Card:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return f'C{self.n}'

cards = [Card(n) for n in (5, 3, 9, 1, 3)]
print(sorted(cards), sorted(cards, reverse=True))
print(sorted([Card(i * 37 % 101) for i in range(100)])[:5])
try:
    sorted([1, Card(2), 'a'])
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)
