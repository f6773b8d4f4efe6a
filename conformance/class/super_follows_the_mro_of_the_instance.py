class Base:
    def who(self): return ['Base']
    @classmethod
    def make(cls): return cls.__name__
class Left(Base):
    def who(self): return ['Left'] + super().who()
class Right(Base):
    def who(self): return ['Right'] + super().who()
class Both(Left, Right):
    def who(self): return ['Both'] + super().who()
    @classmethod
    def make(cls): return 'made ' + super().make()
print(Both().who(), Both.make(), super(Left, Both()).who(), repr(super(Left, Both)).split(' object')[0][:30])
class Broken:
    def f(self):
        return super().nope
try:
    Broken().f()
except AttributeError as error:
    print(error)
