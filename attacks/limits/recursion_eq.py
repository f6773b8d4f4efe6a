# Deep recursion through __eq__.
# Must end by a limit.
import sys
sys.setrecursionlimit(10**9)
class A:
    def __eq__(self, other):
        return A() == A()
A() == A()
