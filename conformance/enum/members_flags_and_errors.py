from enum import *
class C(Enum):
    R = 1; G = 2; B = auto()
    @property
    def low(self): return self.name.lower()
print(C.R, repr(C.B), C(2), C['G'], list(C), C.R.low, C.R is C(1), C.R == 1, len(C), C.R in C, 1 in C, hash(C.R) == hash(C.R), C.__members__)
class I(IntEnum): A = 1; B = 2
print(I.A + 1, I.A < I.B, f'{I.A}', '%d' % I.B, I(1), repr(I.A), max(I))
class F(Flag): X = auto(); Y = auto(); Z = auto(); W = X | Y
print(F.X | F.Z, F.W, ~F.X, F(3), F.X in F.W, list(F.W), F(0), bool(F(0)), F.X ^ F.W)
class IF(IntFlag): R = 4; W = 2; X = 1
print(IF.R | IF.W, IF(7), IF.R | 8, repr(IF(0)))
class S(StrEnum): A = auto(); B = 'bee'
print(S.A, S.B.upper(), S('bee'), repr(S.A))
try: C(9)
except ValueError as e: print(e)
try: C['Q']
except KeyError as e: print(e)
try: C.R = 5
except AttributeError as e: print(e)
try:
    class D(C): pass
except TypeError as e: print(e)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
P = Enum('P', 'a b c'); print(list(P), P.a.value)
class Pl(Enum):
    E = (1, 2); V = (3, 4)
    def __init__(self, m, r): self.m = m; self.r = r
    @classmethod
    def _missing_(cls, v): return cls.E
print(Pl.E.m, Pl.V.value, Pl('x'), Pl.E.__class__, type(Pl), isinstance(Pl.E, Pl))
class A(Enum):
    _ignore_ = ['t']; t = 3; X = nonmember(5); Y = member(6)
print(A.X, A.Y, dir(C.R)[-4:])
match C.R:
    case C.G: print('g')
    case C.R: print('r')
