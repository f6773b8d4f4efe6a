import gc
import weakref
class Thing:
    def __repr__(self): return 'thing'
t = Thing()
r = weakref.ref(t, lambda ref: print('gone', ref() is None))
p = weakref.proxy(t)
d = weakref.WeakValueDictionary(key=t)
s = weakref.WeakSet([t])
print(r() is t, p, dict(d), len(s), weakref.getweakrefcount(t) > 0)
f = weakref.finalize(t, print, 'finalized')
del t
gc.collect()
print(r(), dict(d), len(s), f.alive)
try:
    p.x
except ReferenceError as error:
    print(error)
for value in (5, 'a', []):
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)
