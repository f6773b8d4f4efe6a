class Default(dict):
    def __missing__(self, key):
        return f'no {key}'
d = Default(a=1)
print(d['a'], d['b'], d.get('b'), 'b' in d)
try:
    {'a': 1}[('x', 1)]
except KeyError as error:
    print(error, error.args, repr(error))
try:
    {}.popitem()
except KeyError as error:
    print(error)
