g = (i * 2 for i in range(5))
print(next(g), g.__name__, g.__qualname__, type(g), repr(g)[:29])
g.__name__ = 'n'; g.__qualname__ = 'q'
print(g.__name__, g.__qualname__)
try: g.__name__ = 1
except TypeError as e: print(e)
try: g.gi_code = 1
except AttributeError as e: print(e)
try: g.gi_frame = 1
except AttributeError as e: print(e)
try: g.x = 1
except AttributeError as e: print(e)
print(sum(g), list(g))
print(hasattr(g, '__iter__'), iter(g) is g)
