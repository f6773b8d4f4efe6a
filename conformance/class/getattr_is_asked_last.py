class Proxy:
    real = 1
    def __getattr__(self, name):
        print('getattr', name)
        if name == 'lost':
            raise AttributeError(name)
        return name.upper()
    def __setattr__(self, name, value):
        print('setattr', name)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print('delattr', name)
p = Proxy()
p.x = 1
del p.x
print(p.real, p.x, p.other, hasattr(p, 'lost'), getattr(p, 'lost', 'default'))
class Guard:
    def __getattribute__(self, name):
        print('getattribute', name)
        return object.__getattribute__(self, name)
g = Guard()
g.value = 5
print(g.value)
