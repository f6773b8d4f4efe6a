import random
r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice('abc'), r.sample(range(50), 4), r.uniform(1, 2), r.gauss(0, 1), r.getrandbits(70), r.randrange(0, 100, 7))
items = list(range(8))
r.shuffle(items)
print(items, r.choices('xyz', weights=[1, 2, 3], k=5), random.Random('text').random(), random.Random(2.5).random(), random.Random(-7).randbytes(5))
