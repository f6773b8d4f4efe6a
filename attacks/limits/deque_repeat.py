# deque * int reserves before it copies.
from collections import deque

deque([1, 2, 3]) * 10**9
