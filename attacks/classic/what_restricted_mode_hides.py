# from: HERITAGE 1.4: func_globals, im_self, __dict__ and the others, by every path
# after: what restricted mode hides
# must: contained
try:
    import rexec

    r = rexec.RExec()
    r.r_exec('''
import operator, copy, types
class A:
    x = 1
    def m(self): pass
def f(): pass
g = (i for i in ())
things = {'f.__globals__': (f, '__globals__'), 'f.__closure__': (f, '__closure__'), 'f.__code__': (f, '__code__'), 'f.__defaults__': (f, '__defaults__'), 'm.__self__': (A().m, '__self__'), 'm.__func__': (A().m, '__func__'), 'A.__dict__': (A, '__dict__'), 'A().__dict__': (A(), '__dict__'), 'object.__subclasses__': (object, '__subclasses__'), 'A.__bases__': (A, '__bases__'), 'A.__mro__': (A, '__mro__'), 'g.gi_frame': (g, 'gi_frame'), 'g.gi_code': (g, 'gi_code'), 'append.__self__': ([].append, '__self__')}
gets = [getattr, lambda o, n: object.__getattribute__(o, n), lambda o, n: type(o).__getattribute__(o, n), lambda o, n: operator.attrgetter(n)(o), lambda o, n: '{0.%s}'.replace('%s', n).format(o), lambda o, n: type(o).__dict__[n].__get__(o), lambda o, n: eval('o.' + n, {'o': o}), lambda o, n: vars(o)[n], lambda o, n: super(type(o), o).__getattribute__(n), lambda o, n: types.DynamicClassAttribute(lambda s: getattr(s, n)).__get__(o), lambda o, n: [v for k, v in o.__reduce_ex__(2)[2].items() if k == n][0], lambda o, n: copy.copy(o).__getattribute__(n), lambda o, n: getattr(o, type('N', (str,), {})(n))]
shown = {}
for label, (o, n) in things.items():
    for i, get in enumerate(gets):
        try:
            v = get(o, n)
        except BaseException:
            continue
        shown.setdefault(label, []).append(i)
print(shown)
if shown:
    print('ESCAPED', shown)
''')
except RuntimeError as e:
    print(e)
except BaseException as e:
    print(type(e).__name__)
