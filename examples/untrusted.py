# A program that nobody has read. It works, it looks around, and it does not stop.


def attempt(what, action):
    """Tries something and says how it ended."""
    try:
        result = action()
    except BaseException as error:
        print(f'  {what}: refused, {type(error).__name__}: {error}')
    else:
        print(f'  {what}: {result}')


def primes(limit):
    sieve = [True] * limit
    for n in range(2, limit):
        if sieve[n]:
            yield n
            for multiple in range(n * n, limit, n):
                sieve[multiple] = False


print('Some honest work:')
print('  primes below 50:', *primes(50))
print('  2 ** 200 =', 2**200)

print('Then a look around:')
attempt("open('/etc/passwd')", lambda: open('/etc/passwd').read())
attempt('import socket', lambda: __import__('socket'))
attempt('import subprocess', lambda: __import__('subprocess').run(['id']))
attempt('import ctypes', lambda: __import__('ctypes'))


def climb():
    """The classic way out: from a tuple to every class there is, down to the one that opens files."""
    classes = [().__class__.__base__]
    for cls in classes:
        classes += [sub for sub in type.__subclasses__(cls) if sub not in classes]
    print(f'  from a tuple, {len(classes)} classes are in reach, FileIO among them')
    return next(cls for cls in classes if cls.__name__ == 'FileIO')('/etc/passwd')


attempt("FileIO('/etc/passwd')", climb)

print('And now it never stops ...')
n = 0
while True:
    try:
        while True:
            n += 1
    except BaseException:
        pass
    finally:
        n -= 1
