class A:
    def __new__(cls, *a):
        print('new', a)
        return super().__new__(cls)
    def __init__(self, *a): print('init', a)
A(1, 2)
class B:
    def __new__(cls): return 5
    def __init__(self): print('never')
print(B())
class C:
    def __init__(self): return 3
try: C()
except TypeError as e: print(e)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
print(I(4), type(I(4)), I(4) + 1)
class L(list):
    def __init__(self, *a): super().__init__(a); self.n = len(a)
l = L(1, 2, 3); print(l, l.n)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(T(1, 2), len(T(3)))
class S(str): pass
print(S('x').upper(), type(S('x') + 'y'), S('q') == 'q', {S('k'): 1}['k'])
class D(dict):
    def __missing__(self, k): return k * 2
print(D(a=1)['a'], D()['zz'])
