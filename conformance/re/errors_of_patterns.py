import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
for p in ('(', ')', 'a**', '[', '[z-a]', '(?P<a>x)(?P<a>y)', r'\8', '(?P=q)', '(?<=a*)b', '(?z)', '*', 'a{2,1}', '(?P<1a>x)', '\\', '(?', '(?#', 'x(?i)', '(?<x', r'\u12', '(?(9)a)', '(?-u:a)'):
    show(lambda: re.compile(p))
show(lambda: re.compile(P, re.I))
show(lambda: re.compile(5))
show(lambda: re.compile([1]))
show(lambda: re.compile('a', re.L))
show(lambda: re.compile(b'a', re.U))
show(lambda: re.compile('a', 'x'))
show(lambda: re.NOFLAG | re.I | re.M)
show(lambda: re.RegexFlag(10))
show(lambda: repr(re.I))
show(lambda: str(re.I))
