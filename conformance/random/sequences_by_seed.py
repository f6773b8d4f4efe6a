import random
for s in (0, 1, 42, -5, 2**32, 2**64+3, 2**700, 'hello', b'bytes', True, bytearray(b'q')):
    r = random.Random(s)
    print(s if not isinstance(s,int) or s < 2**70 else 'big', r.random(), r.getrandbits(5), r.getrandbits(32), r.getrandbits(33), r.getrandbits(100), r.randint(1, 6), r.randrange(10**20), r.choice('abcdef'))
    print(r.sample(range(1000), 5), r.choices('ab', k=5), round(r.gauss(0, 1), 12), r.uniform(1, 2), r.randbytes(7))
    l = list(range(10)); r.shuffle(l); print(l, round(r.triangular(), 12), round(r.normalvariate(), 12), round(r.vonmisesvariate(0, 1), 12), round(r.gammavariate(2, 3), 12), r.binomialvariate(10, .3))
random.seed(7); st = random.getstate(); a = [random.random() for i in range(700)]; random.setstate(st); assert a == [random.random() for i in range(700)]
print(sum(a), hash(st) is not None, len(st[1]), st[1][:3], st[1][-1])
class R(random.Random):
    def random(self): return 0.25
print(R(3).choice('abcd'), R(1).randint(0,7), R().x if hasattr(R(), 'x') else 'nox')
for f in (lambda: random.getrandbits(-1), lambda: random.choice([]), lambda: random.randrange(3,3), lambda: random.seed([1]), lambda: random.setstate((3,(1,2),None)), lambda: random.Random([1]), lambda: random.sample([1],2), lambda: random.randint(1.5, 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x = random.Random(); assert 0 <= x.random() < 1
