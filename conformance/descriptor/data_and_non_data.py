class D:
    def __get__(self, o, t=None): return ('get', o is None, t.__name__)
    def __set__(self, o, v): print('set', v)
    def __delete__(self, o): print('del')
    def __set_name__(self, owner, name): print('name', owner.__name__, name)
class A:
    d = D()
    e = D()
a = A()
print(a.d, A.d)
a.d = 3
del a.d
a.__dict__['d'] = 'own'
print(a.d)
class N:
    def __get__(self, o, t=None): return 'non-data'
class B:
    n = N()
b = B()
print(b.n); b.n = 2; print(b.n); del b.n; print(b.n)
