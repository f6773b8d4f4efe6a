class S:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i

s = S()
print(list(s), 4 in s, 5 in s, tuple(s), [*s], max(s), dict(enumerate(s)))
a, b, c = s
print(a, b, c)
class L(S):
    def __len__(self):
        return 3
print(list(reversed(L())))
