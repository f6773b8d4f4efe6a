import bisect
import heapq
heap = []
for n in (5, 1, 4, 1, 3):
    heapq.heappush(heap, n)
print(heap, [heapq.heappop(heap) for _ in range(5)], heapq.nlargest(2, 'hello'), heapq.nsmallest(2, [3, 1, 2], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])))
items = [1, 2, 2, 5]
print(bisect.bisect_left(items, 2), bisect.bisect(items, 2), bisect.bisect([10, 20], 1, key=lambda x: -x), bisect.insort(items, 3), items)
heap = [3, 1, 2]
heapq.heapify(heap)
print(heap, heapq.heapreplace(heap, 9), heapq.heappushpop(heap, 0), heap)
try:
    heapq.heappop([])
except IndexError as error:
    print(error)
