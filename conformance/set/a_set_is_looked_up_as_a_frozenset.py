s = {frozenset({1}), frozenset({2})}
print({1} in s)
s.remove({1})
s.discard({2})
print(s)
try:
    s.remove({3})
except KeyError as e:
    print(e)
try:
    s.add({3})
except TypeError as e:
    print(e)
