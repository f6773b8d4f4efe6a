# Finalizers that make what has finalizers.
import gc


class C:
    def __del__(self):
        kept.append(self)
        kept.append(C())


kept = []
while True:
    for _ in range(1000):
        C()
    gc.collect()
