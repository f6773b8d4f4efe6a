class Num:
    def __index__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __round__(self, n=None): return f'round {n}'
    def __trunc__(self): return 'trunc'
    def __abs__(self): return 'abs'
    def __int__(self): return 7
n = Num()
import math
print(int(n), float(n), complex(n), round(n), round(n, 2), math.trunc(n), abs(n), bin(n), range(n), 'x' * n, [1, 2, 3, 4][n], chr(Num()) == '\x03', math.sqrt(n))
class Bad:
    def __index__(self): return 'x'
    def __int__(self): return 1.5
    def __bool__(self): return 2
    def __len__(self): return -1
    def __hash__(self): return 'h'
    def __repr__(self): return 5
    def __float__(self): return 1
for operation in (lambda: [1][Bad()], lambda: int(Bad()), lambda: bool(Bad()), lambda: len(Bad()), lambda: hash(Bad()), lambda: repr(Bad()), lambda: float(Bad()), lambda: str(Bad())):
    try:
        print(operation())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
