def f(a, /, b, c=3, *d, e, f=6, **g): return (a, b, c, d, e, f, g)
print(f(1, 2, e=5), f(1, b=2, e=5, z=9), f(1, 2, 3, 4, 5, e=6, f=7))
for call in ('f()', 'f(1)', 'f(1,2)', 'f(a=1,b=2,e=3)', 'f(1,2,b=3,e=4)', 'f(1,2,e=1,**{"e":2})', 'f(*1)', 'f(**1)', 'f(1,2,e=3,**{1:2})'):
    try: print(eval(call))
    except TypeError as x: print(x)
def g(x, y): pass
for call in ('g()', 'g(1)', 'g(1,2,3)', 'g(x=1)', 'g(1,x=1)', 'g(z=1)', 'g(1,2,z=3)'):
    try: eval(call)
    except TypeError as x: print(x)
def k(*, a, b): pass
for call in ('k()', 'k(1)', 'k(a=1)', 'k(1,a=1,b=2)'):
    try: eval(call)
    except TypeError as x: print(x)
def d(a=1): pass
try: d(1, 2)
except TypeError as x: print(x)
class M:
    def m(self): pass
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
for call in ('M().m(1)', 'M.c(1)', 'M.s(1)', 'M().c(1)', 'M.m()'):
    try: eval(call)
    except TypeError as x: print(x)
