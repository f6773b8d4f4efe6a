class Base:
    shared = 1
    def method(self): pass
class Child(Base):
    def __init__(self): self.own = 2
c = Child()
print([n for n in dir(c) if not n.startswith('__')], vars(c), sorted(n for n in vars(Child) if n != '__static_attributes__'), c.__class__.__name__, Child.__dict__['__module__'])
print(dir(object), [n for n in dir(1) if not n.startswith('_')], [n for n in dir([]) if not n.startswith('_')])
def f():
    x = 1
    y = 2
    return dir(), locals()
print(f())
try:
    vars(5)
except TypeError as error:
    print(error)
