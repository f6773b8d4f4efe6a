# A join over an endless generator.
# Must end by a limit.
def g():
    while True:
        yield 'x' * 1000
''.join(g())
