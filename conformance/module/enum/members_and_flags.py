from enum import Enum, Flag, IntEnum, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def describe(self): return f'{self.name}={self.value}'
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
class Level(IntEnum):
    LOW = 1
    HIGH = 10
class Word(StrEnum):
    HELLO = auto()
print(list(Color), Color.RED, repr(Color(2)), Color['ALIAS'] is Color.RED, Color.GREEN.describe(), Color.RED in Color, len(Color), Color.__members__.keys())
print(Perm.R | Perm.X, repr(Perm.R | Perm.W), ~Perm.R, Perm.W in (Perm.R | Perm.W), Perm(0), Level.HIGH > 5, Level.LOW + 1, f'{Level.HIGH}', Word.HELLO + '!', list(Perm.R | Perm.X))
for operation in (lambda: Color(9), lambda: Color['NOPE'], lambda: setattr(Color, 'RED', 5), lambda: Color.RED < Color.GREEN, lambda: type('Sub', (Color,), {}), lambda: Color.NOPE):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
