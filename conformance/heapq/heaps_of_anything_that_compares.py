import heapq
class N:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
h = [N(n) for n in (5, 2, 8, 1)]
heapq.heapify(h)
heapq.heappush(h, N(0))
print([heapq.heappop(h).n for _ in range(len(h))])
h = [5, 2, 8, 1, 9, 3]
heapq.heapify(h)
print(h, heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h, heapq.nlargest(2, h))
heapq.heapify_max(h)
print(h, heapq.heappop_max(h))
