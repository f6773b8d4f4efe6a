class Manager:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print('enter', self.name)
        return self.name
    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow
with Manager('a', True) as a, Manager('b') as b:
    print(a, b)
    raise ValueError('inside')
def returns():
    with (Manager('c'), Manager('d')):
        return 'returned'
print(returns())
for value in (5, Manager):
    try:
        with value: pass
    except TypeError as error:
        print(error)
