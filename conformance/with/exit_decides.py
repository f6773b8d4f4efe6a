class CM:
    def __init__(self, swallow): self.s = swallow
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print(t and t.__name__, v, tb is not None); return self.s
with CM(True): 1 / 0
try:
    with CM(False): raise KeyError('k')
except KeyError as e: print('through', e)
with CM(False) as a, CM(True) as b: raise ValueError
class Bad: pass
try:
    with Bad(): pass
except TypeError as e: print(e)
class Half:
    def __enter__(self): pass
try:
    with Half(): pass
except TypeError as e: print(e)
