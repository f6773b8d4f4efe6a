import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
print(repr(re.compile('x' * 300)), re.compile(b'ab', re.I | re.X), re.compile('a', re.A), re.compile('a', re.L) if 0 else '', re.compile('(?i)a'), re.compile('a', re.DEBUG) if 0 else '')
show(lambda: re.Pattern())
show(lambda: re.Match())
show(lambda: re.Pattern[str])
show(lambda: P == re.compile(r'(?P<x>a)(b)?'))
show(lambda: P == 5)
show(lambda: P < P)
show(lambda: {P: 1}[re.compile(r'(?P<x>a)(b)?')])
show(lambda: hash(P) == hash(re.compile(P.pattern)))
import copy
show(lambda: copy.copy(P) is P)
show(lambda: copy.deepcopy(m) is m)
show(lambda: bool(m))
show(lambda: type(P).__module__ + type(m).__name__)
show(lambda: P.match.__text_signature__)
show(lambda: P.sub.__text_signature__)
show(lambda: sorted(x for x in dir(P) if x[0] != '_'))
show(lambda: sorted(x for x in dir(m) if x[0] != '_'))
show(lambda: m.foo)
show(lambda: setattr(m, 'a', 1))
show(lambda: setattr(P, 'flags', 1))
show(lambda: m[0, 1])
