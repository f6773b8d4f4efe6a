# from: relative imports with forged __package__, __name__, __spec__, levels
# after: a module outside the package by dots
# must: contained
for ns in ({'__package__': 'os'}, {'__package__': '@FOLDER@'}, {'__package__': '..'}, {'__package__': ''}, {'__package__': 5}, {'__name__': 'a.b.c'}, {'__name__': 5, '__path__': ['@FOLDER@']}, {'__package__': 'evilmod', '__path__': ['@FOLDER@']}, {'__spec__': 5}, {'__package__': 'x' * 10000}, {}):
    for text in ('from . import evilmod', 'from .. import evilmod', 'from .evilmod import value', 'from ' + '.' * 100 + ' import a', 'from .' + 'a.' * 100 + 'b import c'):
        try:
            exec(text, dict(ns))
            print('imported', text[:30])
        except BaseException as e:
            pass
for level in (-1, 0, 1, 100, 2**70, 1.5, None, 'a', True):
    try:
        print(__import__('os', {'__package__': 'a.b', '__name__': 'a.b'}, {}, (), level).__name__)
    except BaseException as e:
        print(type(e).__name__)
