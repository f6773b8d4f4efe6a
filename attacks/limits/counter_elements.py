# Counter.elements() is as long as its counts say.
from collections import Counter

list(Counter(a=10**12).elements())
