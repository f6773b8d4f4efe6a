def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class D:
    def __divmod__(self, o): return 'D', o
    def __rdivmod__(self, o): return 'RD', o
    def __pow__(self, o, m=None): return 'P', o, m
    def __rpow__(self, o, m=None): return 'RP', o, m
    def __round__(self, n='none'): return 'R', n
class N:
    def __divmod__(self, o): return NotImplemented
    def __pow__(self, o, m=None): return NotImplemented
vs = (7, -7, 2, 0, 2.5, -0.0, 'a', D(), N(), None, True, 10**20)
for a in vs:
    for b in vs:
        r = lambda: repr(a) if not isinstance(a,(D,N)) else type(a).__name__
        try: print(divmod(a,b) if not isinstance(a,(D,N)) and not isinstance(b,(D,N)) else [str(type(x)) for x in divmod(a,b)])
        except Exception as e: print(type(e).__name__, e)
t(lambda: pow(2,10)); t(lambda: pow(2,10,7)); t(lambda: pow(2,-1,7)); t(lambda: pow(2,-1,4)); t(lambda: pow(2,3,0)); t(lambda: pow(2.0,3,4)); t(lambda: pow('a',2)); t(lambda: pow(2,'a',3)); t(lambda: pow(2,-1)); t(lambda: pow(base=2,exp=3)); t(lambda: pow(2, exp=3, mod=5)); t(lambda: pow(2)); t(lambda: pow()); t(lambda: pow(1,2,3,4)); t(lambda: pow(D(),2)); t(lambda: pow(D(),2,3)); t(lambda: pow(2,D(),3)[0]); t(lambda: pow(N(),2,3)); t(lambda: pow(2,3,N())); t(lambda: pow(0,0)); t(lambda: pow(0,-1)); t(lambda: pow(2,None,None)); t(lambda: pow(2, 3, True))
for x in (2.5, 3.5, -2.5, 1.25, 12345, 12355, 'a', D(), None, True, 1e300, float('nan'), float('inf'), 10**25+5):
    for n in ((), (None,), (1,), (0,), (-1,), ('a',), (2.5,)):
        t(lambda: round(x, *n) if not isinstance(x, D) or not n else round(x,*n))
t(lambda: round(number=2.567, ndigits=1)); t(lambda: round()); t(lambda: round(1,2,3))
