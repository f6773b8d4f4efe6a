# Attributes of instances, read and written; one of them found on the class.
N = 600_000


class Particle:
    mass = 2

    def __init__(self, x, v):
        self.x = x
        self.v = v


def bench(n):
    p = Particle(0, 1)
    q = Particle(5, 3)
    for i in range(n):
        p.x = (p.x + p.v * p.mass) % 1009
        q.v = p.x - q.x
        q.x = (q.x + 1) % 97
    return p.x + q.x + q.v
