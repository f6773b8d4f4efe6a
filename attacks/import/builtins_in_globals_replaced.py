# from: __builtins__ of the globals replaced by anything
# after: builtins of a kind that the machine does not expect
# must: contained
for b in ({}, None, 5, [], {'__import__': 5}, {'len': 1}, type('B', (), {})(), type('B', (dict,), {'__getitem__': lambda s, k: print('ESCAPED' if k == 'x' else k), '__missing__': lambda s, k: 7})(), {'__build_class__': None}, {'print': print, '__name__': 'builtins'}, 'text', (1,), {1: 2}):
    for source in ('len([1])', '__import__("os")', 'class A: pass', 'import math', 'x', 'print', 'lambda: len', '[x for x in (1,)]', 'raise ValueError', 'try:\n  1/0\nexcept Exception: pass'):
        try:
            exec(source, {'__builtins__': b})
        except BaseException as e:
            kind = type(e).__name__
__builtins__ = {'print': print}
try:
    len([])
except NameError as e:
    print(e)
