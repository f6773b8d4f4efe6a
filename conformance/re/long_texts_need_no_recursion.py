import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
show(lambda: re.match(r'(?:a?)*y', 'a' * 30))
show(lambda: re.match(r'(a|b)*c', 'ab' * 20000 + 'c').span())
show(lambda: re.match(r'(?:a|b)*?c', 'ab' * 20000 + 'c').span())
show(lambda: re.fullmatch(r'(?s:.*)x(.*)', 'x'*1000).groups())
