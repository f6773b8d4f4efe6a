class Field:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
class Base:
    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print('init_subclass', cls.__name__, tag)
class Child(Base, tag='t'):
    one = Field()
    two = Field()
try:
    class Wrong(Base, other=1): pass
except TypeError as error:
    print(error)
