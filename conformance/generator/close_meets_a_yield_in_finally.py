def g():
    try:
        yield 1
    finally:
        print('cleanup')
        yield 2
it = g(); next(it)
try: it.close()
except RuntimeError as e: print(e)
print(next(it, 'default'))
