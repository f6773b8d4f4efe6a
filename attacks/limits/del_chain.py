# A long list of objects with finalizers, let go at once.
import gc


class C:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        pass


while True:
    head = None
    for _ in range(20_000):
        head = C(head)
    head = None
    gc.collect()
