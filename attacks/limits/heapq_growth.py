# A heap of everything.
import heapq
import itertools

heap = []
for i in itertools.count():
    heapq.heappush(heap, -i)
