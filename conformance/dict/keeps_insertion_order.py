d = {'b': 1, 'a': 2}
d['c'] = 3
d['b'] = 4
del d['a']
d['a'] = 5
print(d, list(d), list(d.items()), list(reversed(d)), d.popitem(), d | {'z': 0}, d)
d |= [('q', 1)]
d.update(w=2)
print(d, d == {'w': 2, 'q': 1, 'c': 3, 'b': 4}, {1: 'a'} | {1.0: 'b'})
