def g():
    try:
        next(it)
    except ValueError as error:
        yield str(error)
it = g()
print(next(it), it.gi_running, it.gi_frame is not None, it.__name__, it.__qualname__)
