# Methods: plain, inherited, through super, property, static and class method.
N = 150_000


class Base:
    count = 0

    def step(self, k):
        self.value = (self.value + k) % 10007
        return self.value

    @staticmethod
    def twice(k):
        return k * 2

    @classmethod
    def made(cls, value):
        return cls(value)


class Counter(Base):
    def __init__(self, value):
        self.value = value

    def step(self, k):
        return super().step(k + 1)

    @property
    def half(self):
        return self.value // 2


def bench(n):
    counter = Counter.made(3)
    total = 0
    for i in range(n):
        total += counter.step(i) + counter.half + counter.twice(i)
    return total
