import gc
import weakref


class Revived:
    def __del__(self):
        print('del, and the reference', 'is there' if wr() is not None else 'is dead')
        kept.append(self)


def callback(r):
    print('callback', r() is None)


for cycle in (False, True):
    for back in (None, callback):
        kept = []
        o = Revived()
        if cycle:
            o.me = o
        wr = weakref.ref(o, back)
        del o
        gc.collect()
        print(cycle, back is not None, wr() is not None, gc.is_finalized(kept[0]))
        kept.clear()
        gc.collect()
        print(wr())


class Plain:
    def __del__(self):
        print('plain')


p = Plain()
print(gc.is_finalized(p))
w = weakref.ref(p, callback)
del p
gc.collect()
a, b = Plain(), Plain()
a.b, b.a = b, a
refs = [weakref.ref(a, callback), weakref.ref(b, callback)]
del a, b
gc.collect()
