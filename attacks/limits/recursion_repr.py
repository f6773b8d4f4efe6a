# Deep recursion through __repr__.
# Must end by a limit.
import sys
sys.setrecursionlimit(10**9)
class A:
    def __repr__(self):
        return repr(A())
repr(A())
