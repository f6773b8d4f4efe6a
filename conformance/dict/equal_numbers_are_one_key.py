d = {1: 'int'}
d[1.0] = 'float'
d[True] = 'bool'
d[1 + 0j] = 'complex'
print(d, len(d))
d[2**53] = 'a'
d[float(2**53)] = 'b'
print(d[2**53], -0.0 in {0: 1}, d.get(2**53 + 1))
