# Sources that the traceback printer remembers.
n = 0
while True:
    n += 1
    exec(compile('x = 1\n' * 10_000, f'<made {n}>', 'exec'))
