# Deep recursion through __getattr__.
# Must end by a limit.
import sys
sys.setrecursionlimit(10**9)
class A:
    def __getattr__(self, name):
        return getattr(A(), name)
A().x
