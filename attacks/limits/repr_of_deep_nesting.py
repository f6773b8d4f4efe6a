# Each level looks whether it is being shown already.
import sys

sys.setrecursionlimit(90_000)
nested = []
for i in range(80_000):
    nested = [nested]
while True:
    repr(nested)
