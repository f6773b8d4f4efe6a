class Name(str):
    def __str__(self):
        return 'shown'

    def __format__(self, spec):
        return f'<{spec}>'


name = Name('abc')
for value in (name + 'd', 'x' + name, name * 2, name[:], name[0], name.upper(), name.strip(), name.replace('z', 'y'), name.center(1), name.join(['q']), ''.join([name]), name.split()[0], name.lower()):
    print(type(value).__name__, value)
print(str(name), f'{name}', f'{name:5}', f'{name!s}', f'{name!r}', '%s' % name, '{}'.format(name), repr(name), name == 'abc', {name: 1}['abc'], hash(name) == hash('abc'), len(name), [name], 'b' in name)
