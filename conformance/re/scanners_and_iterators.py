import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
s = re.compile('a').scanner('aba')
show(lambda: s.match())
show(lambda: s.search())
show(lambda: s.search())
show(lambda: s.search())
show(lambda: s.pattern)
it = re.finditer('a', 'aa'); print(type(it), next(it), next(it))
show(lambda: next(it))
