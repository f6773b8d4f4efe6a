import sys
def g(n):
    for i in range(n): yield i
print(sum(g(10)), sum(g(10000)), sum((x*0.1 for x in range(10001))), sum(g(4096)), sum(g(4097)), sum(g(8192)))
print(list(g(3)), len(list(g(5000))), tuple(g(4096))[-1], sorted(g(5)), ','.join(str(i) for i in range(5)), max(g(9)), set(g(3)), dict((i,i) for i in g(3)))
def h():
    yield 1
    raise ValueError('x')
for f in (list,tuple,sum,sorted,set):
    try: f(h())
    except ValueError as e: print(e, e.__context__)
def k():
    try:
        1/0
    except ZeroDivisionError:
        yield sys.exception()
        yield sys.exception()
print(list(k()), sys.exception())
try: raise KeyError(1)
except KeyError: print(list(k()), sys.exception())
def r():
    yield 1
    yield list(it)
it=r()
try: print(list(it))
except ValueError as e: print(e)
def y():
    x = yield from g(3)
    z = yield x
    yield z
print(list(y()))
gg=g(3); next(gg); print(list(gg), list(gg))
print(sum(True for x in 'abc'), sum((i for i in [1,2.5,3]),10), sum(((i,) for i in 'ab'),()))
def st(): 
    yield 1
    raise StopIteration
try: list(st())
except RuntimeError as e: print(e)
