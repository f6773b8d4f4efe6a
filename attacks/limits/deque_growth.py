# collections.deque, doubled.
from collections import deque

d = deque([0])
while True:
    d.extend(d.copy())
