class A:
    def __getattr__(self, name):
        if name == 'boom': raise AttributeError('custom ' + name)
        return 'attr ' + name
    @property
    def p(self): raise AttributeError('inner')
a = A()
print(a.foo, a.p)
try: a.boom
except AttributeError as e: print(e)
class B:
    def __getattribute__(self, name):
        if name.startswith('x'): raise AttributeError(name)
        return object.__getattribute__(self, name)
    def __getattr__(self, name): return 'fallback ' + name
b = B(); b.y = 2
print(b.y, b.xx)
class C:
    def __setattr__(self, n, v): print('set', n, v); object.__setattr__(self, n, v * 2)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
c = C(); c.a = 4; print(c.a); del c.a
try: c.a
except AttributeError as e: print(e, e.name, e.obj is c)
try: del c.a
except AttributeError as e: print(e)
