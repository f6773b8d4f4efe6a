# Text that doubles with each name.
d = {'a0': 'x'}
for i in range(100):
    d[f'a{i + 1}'] = '%(a{0})s%(a{0})s'.format(i) % d
