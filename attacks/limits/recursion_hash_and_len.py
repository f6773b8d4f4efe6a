# Deep recursion through special methods that natives call.
import sys

sys.setrecursionlimit(10**6)


class C:
    def __hash__(self):
        return hash((self,))

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)


while True:
    for f in (hash, len, bool):
        try:
            f(C())
        except RecursionError:
            pass
