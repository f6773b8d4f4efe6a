import _weakref, gc
class A: pass
a = A()
r = _weakref.ref(a)
log = []
r2 = _weakref.ref(a, lambda x: log.append(x is r2))
p = _weakref.proxy(a)
d = {_weakref.ref(a): 1}
print(r() is a, d[r])
del a
gc.collect()
print(r(), r2(), log, repr(r)[-6:])
try: p.x
except ReferenceError as e: print(e)
def f():
    o = A()
    o.self = o
    return _weakref.ref(o)
q = f()
gc.collect()
print(q())
