import gc
import weakref


class C:
    pass


o = C()
refs = [weakref.ref(o, lambda r, i=i: print('callback', i)) for i in range(3)]
plain = weakref.ref(o)
proxy = weakref.proxy(o)
listed = weakref.getweakrefs(o)
print(listed[0] is plain, listed[1] is proxy, [[r is x for x in refs].index(True) for r in listed[2:]])
del o
gc.collect()
