import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
show(lambda: m.group(3))
show(lambda: m.group('y'))
show(lambda: m.group(0, 1, 2))
show(lambda: m[2])
show(lambda: m['x'])
show(lambda: m.start(2))
show(lambda: m.span('q'))
show(lambda: m.group([]))
show(lambda: m.group(-1))
show(lambda: m.group(1.5))
show(lambda: m.groups('z'))
show(lambda: m.groupdict(5))
show(lambda: m.expand(r'\1-\2-\g<x>'))
show(lambda: m.expand('lit'))
show(lambda: m.expand(r'\g<0>'))
show(lambda: m.expand(b'x'))
print(m, P, m.re is P, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs, P.groups, P.groupindex, P.flags)
