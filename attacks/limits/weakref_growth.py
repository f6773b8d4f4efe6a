# Weak references, each with a callback.
import weakref


class C:
    pass


c = C()
kept = []
while True:
    kept.append(weakref.ref(c, lambda r: None))
