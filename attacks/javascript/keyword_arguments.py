# from: JavaScript: names of keyword arguments
# after: arguments that land in a prototype
# must: contained
def f(**kw):
    return kw


NAMES = ['__proto__', 'constructor', 'toString', 'length', 'hasOwnProperty', 'valueOf', 'then', '0', '', 'a b', '\ud800']
for n in NAMES:
    assert f(**{n: 1}) == {n: 1}
    for g in (print, int, str, dict, sorted, open if 'open' in dir(__builtins__) else len, max, type, Exception, range, zip, enumerate, property, 'a'.split, [].sort, 'a{0}'.format, sum, pow, eval, compile):
        try:
            r = g(**{n: 1})
            if isinstance(r, dict):
                assert r == {n: 1}
        except TypeError as e:
            assert '[object' not in str(e), str(e)
        except Exception as e:
            print(type(e).__name__)
print(dict(**{n: n for n in NAMES}) == {n: n for n in NAMES})
print('{__proto__} {constructor} {length}'.format(__proto__=1, constructor=2, length=3))
