# A chain of exceptions without end.
# Must end by a limit.
def f():
    try:
        1/0
    except Exception:
        f()
import sys
sys.setrecursionlimit(10**9)
f()
