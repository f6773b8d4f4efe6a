# A finally that begins again.
def f():
    while True:
        try:
            raise ValueError
        finally:
            continue


f()
