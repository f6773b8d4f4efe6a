def worker():
    received = []
    try:
        while True:
            try:
                received.append((yield len(received)))
            except ValueError as error:
                received.append(str(error))
    finally:
        print('closing', received)
g = worker()
print(next(g), g.send('a'), g.throw(ValueError('oops')), g.close(), g.close())
try:
    next(g)
except StopIteration as stop:
    print('stopped', stop.value)
fresh = worker()
try:
    fresh.send(1)
except TypeError as error:
    print(error)
