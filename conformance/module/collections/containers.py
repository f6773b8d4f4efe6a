from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
c = Counter('mississippi')
print(c, c.most_common(2), c['z'], c - Counter('sip'), sorted(c.elements())[:3], c.total(), Counter(a=1) | Counter(a=3, b=1))
d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
d.rotate(1)
print(d, d[0], list(reversed(d)), d.maxlen, d.index(2))
dd = defaultdict(list)
dd['a'].append(1)
print(dd, dd['b'], dict(dd))
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.y, p._replace(x=9), p._asdict(), P._fields, p == (1, 5), P._make([7, 8]))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a')
print(o, o.popitem(last=False), o == {'a': 1, 'c': 3}, list(ChainMap({'a': 1}, {'a': 2, 'b': 3}).items()))
for operation in (lambda: P(), lambda: P(1, 2, 3), lambda: setattr(p, 'x', 1), lambda: namedtuple('Q', 'a a'), lambda: namedtuple('Q', 'class'), lambda: deque().pop(), lambda: deque([1]).remove(5), lambda: d[9]):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
