import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
class S(str): pass
print(type(re.match('a', S('a')).group()), type(re.sub('x', 'y', S('abc'))), type(re.split('x', S('abc'))[0]))
class I:
    def __index__(self): return 1
show(lambda: m.group(I()))
show(lambda: m[I()])
show(lambda: P.match('xa', I()))
show(lambda: m.span(I()))
show(lambda: re.sub('a','b','aaa', count=I()))
