# from: rexec on 2.7 (HERITAGE 1.5, hole 12)
# after: the supervisor's stdin, and its end
# must: contained
import sys

try:
    sys.stdin.close()
except Exception as e:
    print(type(e).__name__)
try:
    sys.stdout.close()
except Exception as e:
    print(type(e).__name__)
for n in range(3):
    try:
        import os

        os.close(n)
    except Exception as e:
        kind = type(e).__name__
__import__('builtins').quit()
