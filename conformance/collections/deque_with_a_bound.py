from collections import deque
d = deque('abc', maxlen=3)
d.append('d')
d.appendleft('z')
print(d, d.maxlen, d[0], d[-1])
d.rotate(1)
print(d, list(reversed(d)), d.count('b'), d * 2)
try:
    d.insert(1, 'x')
except IndexError as e:
    print(e)
try:
    for _ in d:
        d.append(1)
except RuntimeError as e:
    print(e)
