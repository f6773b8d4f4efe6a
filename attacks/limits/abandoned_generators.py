# Generators that stand still in a try statement, and nobody wants them.
def g():
    try:
        yield
    finally:
        more.append(0)


more = []
while True:
    next(g())
