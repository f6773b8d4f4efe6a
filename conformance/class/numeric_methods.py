class A:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return NotImplemented
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return 'radd'
    def __iadd__(self, o): self.n += o; return self
    def __neg__(self): return A(-self.n)
    def __index__(self): return self.n
    def __int__(self): return self.n
    def __float__(self): return float(self.n)
    def __complex__(self): return complex(self.n)
    def __round__(self, d=None): return ('round', d)
    def __trunc__(self): return 5
    def __divmod__(self, o): return ('dm', o)
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __matmul__(self, o): return 'mm'
    def __invert__(self): return 'inv'
    def __abs__(self): return 'abs'
a = A(3)
try: a < a
except TypeError as e: print(e)
try: a + 1
except TypeError as e: print(e)
print(1 + a); a += 4; print(a.n, (-a).n, [1, 2, 3, 4, 5, 6, 7, 8][a], int(a), float(a), complex(a), round(a), round(a, 2), divmod(a, 2), pow(a, 2), pow(a, 2, 3), a @ 1, ~a, abs(a), hex(a), range(A(2)), 'x' * A(2))
