d = {'a': 1, 'b': 2}
keys, values, items = d.keys(), d.values(), d.items()
d['c'] = 3
print(keys, values, items, len(keys), 'c' in keys, ('a', 1) in items, sorted(keys & {'a', 'z'}), sorted(keys | {'z'}), sorted(keys - {'a'}))
print(keys == {'a', 'b', 'c'}, keys.isdisjoint('xyz'), keys.mapping, d.items() >= {('a', 1)})
