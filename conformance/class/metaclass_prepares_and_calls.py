class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print('prepare', name, bases, kwargs)
        return {'given': 1}
    def __new__(mcs, name, bases, namespace, **kwargs):
        print('new', name, sorted(k for k in namespace if not k.startswith('__')), kwargs)
        return super().__new__(mcs, name, bases, namespace)
    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
    def __call__(cls, *args):
        print('call', args)
        return super().__call__()
    def __instancecheck__(cls, instance):
        return instance == 7
class Thing(metaclass=Meta, option=True):
    def method(self): pass
print(Thing(1, 2).given, isinstance(7, Thing), type(Thing).__name__)
class Other(type): pass
try:
    class Mixed(Thing, metaclass=Other): pass
except TypeError as error:
    print(error)
