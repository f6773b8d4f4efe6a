# Generators over generators: each item goes through all of them.
def step(source):
    for x in source:
        yield x
        yield x


def numbers():
    while True:
        yield 1


pipe = numbers()
for _ in range(500):
    pipe = step(pipe)
kept = 0
for x in pipe:
    kept += x
