# What programs do with collections, heapq, bisect, itertools and functools. A case answers a checksum.
import bisect
import functools
import heapq
import itertools
import operator
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

N_ITEMS = 20000
NUMBERS = [i * 7919 % 10007 for i in range(N_ITEMS)]
WORDS = [f'word{i * 31 % 997}' for i in range(N_ITEMS)]
Point = namedtuple('Point', 'x y z', defaults=(0,))


def counter_by_hand():
    counts = Counter()
    for word in WORDS:
        counts[word] += 1
    return counts.most_common(3)


def counter_arithmetic():
    total = Counter()
    for i in range(150):
        total += Counter(WORDS[i * 20:i * 20 + 60])
        total -= Counter(WORDS[i * 10:i * 10 + 10])
    return total.total()


def grouping():
    groups = defaultdict(list)
    for word, number in zip(WORDS, NUMBERS):
        groups[word].append(number)
    return sum(len(group) for group in groups.values())


def sliding_window():
    window = deque(maxlen=16)
    total = 0
    for number in NUMBERS:
        window.append(number)
        total += window[0] + window[-1]
    return total


def breadth_first():
    seen = {0}
    queue = deque([0])
    while queue:
        node = queue.popleft()
        for other in (node * 2 % 9973, (node + 7) % 9973):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return len(seen)


def ordered():
    cache = OrderedDict()
    for number in NUMBERS:
        if number in cache:
            cache.move_to_end(number)
        else:
            cache[number] = 1
            if len(cache) > 500:
                cache.popitem(last=False)
    return len(cache)


def points():
    total = 0
    for i in range(8000):
        p = Point(i, i + 1)
        q = p._replace(x=3)
        total += p.x + q.y + len(p._asdict()) + hash(p) % 2 * 0
        x, y, z = q
        total += x + z
    return total


def heap():
    queue = []
    for number in NUMBERS:
        heapq.heappush(queue, (number, -number))
        if len(queue) > 1000:
            heapq.heappop(queue)
    return sum(n for n, _ in heapq.nsmallest(10, queue)) + heapq.nlargest(3, NUMBERS)[0]


def merge():
    return sum(heapq.merge(sorted(NUMBERS[:5000]), sorted(NUMBERS[5000:10000]), sorted(NUMBERS[10000:])))


def bisecting():
    keys = sorted(NUMBERS)
    total = 0
    for number in NUMBERS:
        total += bisect.bisect_left(keys, number)
    out = []
    for number in NUMBERS[:4000]:
        bisect.insort(out, number)
    return total + out[100]


def pipeline():
    squares = map(operator.mul, NUMBERS, NUMBERS)
    odd = itertools.filterfalse(lambda n: n % 2, squares)
    chunks = itertools.batched(itertools.chain(odd, range(1000)), 5)
    return sum(map(sum, itertools.islice(chunks, 1500)))


def groups_of_sorted():
    total = 0
    for key, group in itertools.groupby(sorted(WORDS), key=len):
        total += key * sum(1 for _ in group)
    return total + sum(1 for pair in itertools.pairwise(NUMBERS) if pair[0] < pair[1])


def combinatorics():
    total = sum(a * c for a, _, c in itertools.combinations(range(30), 3))
    total += sum(p[0] for p in itertools.permutations(range(7)))
    return total + sum(a + b for a, b in itertools.product(range(60), repeat=2))


def accumulate():
    return sum(itertools.accumulate(NUMBERS)) + functools.reduce(operator.xor, NUMBERS) + functools.reduce(
        lambda a, b: (a * 31 + b) % 1000003, NUMBERS
    )


@functools.lru_cache(maxsize=None)
def cached(n):
    return n if n < 2 else cached(n - 1) + cached(n - 2)


@functools.lru_cache(maxsize=64)
def bounded(n, scale=1):
    return n * scale


def lru_caches():
    cached.cache_clear()
    total = sum(cached(n % 300) % 1009 for n in NUMBERS)
    return total + sum(bounded(n % 100, scale=2) for n in NUMBERS)


def partials():
    add = functools.partial(operator.add, 5)
    power = functools.partial(pow, mod=97)
    return sum(map(add, NUMBERS)) + sum(power(n, 3) for n in NUMBERS[:5000])


@functools.singledispatch
def describe(value):
    return 0


@describe.register
def _(value: int):
    return 1


@describe.register
def _(value: str):
    return 2


def single_dispatch():
    return sum(describe(v) for pair in zip(NUMBERS[:4000], WORDS) for v in pair)


def sorting_by_key():
    rows = list(zip(WORDS, NUMBERS))
    a = sorted(rows, key=operator.itemgetter(1))
    b = sorted(WORDS, key=functools.cmp_to_key(lambda x, y: (x > y) - (x < y)))
    return a[5][1] + len(b[5])


def chained():
    maps = ChainMap({}, {f'k{i}': i for i in range(50)}, {f'k{i}': -i for i in range(100)})
    total = 0
    for i in range(4000):
        total += maps[f'k{i % 100}'] + maps.get(f'x{i}', 1)
    return total


CASES = {
    'Counter of a list': lambda: [Counter(WORDS).most_common(5) for _ in range(4)][-1],
    'Counter by hand': counter_by_hand,
    'Counter arithmetic': counter_arithmetic,
    'defaultdict(list)': grouping,
    'deque, sliding window': sliding_window,
    'deque, breadth first': breadth_first,
    'OrderedDict as LRU': ordered,
    'namedtuple': points,
    'heapq': heap,
    'heapq.merge': merge,
    'bisect': bisecting,
    'itertools pipeline': pipeline,
    'itertools.groupby, pairwise': groups_of_sorted,
    'itertools combinatorics': combinatorics,
    'accumulate, reduce': accumulate,
    'lru_cache': lru_caches,
    'partial': partials,
    'singledispatch': single_dispatch,
    'sorted by key': sorting_by_key,
    'ChainMap': chained,
}
