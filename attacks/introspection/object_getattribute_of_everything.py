# from: object.__getattribute__, type.__getattribute__, __reduce__ by hand
# after: what getattr refuses
# must: contained
def f():
    pass


targets = [f, f.__code__, print, [].append, object, f.__class__, (i for i in ()), ValueError()]
names = ['__globals__', '__code__', '__closure__', '__func__', '__self__', 'gi_frame', '__traceback__', '__dict__', '__builtins__', 'co_consts']
gets = [getattr, object.__getattribute__, type.__getattribute__, lambda o, n: type(o).__getattribute__(o, n), lambda o, n: vars(o)[n], lambda o, n: o.__dict__[n], lambda o, n: type(o).__dict__[n].__get__(o, type(o)), lambda o, n: __import__('operator').attrgetter(n)(o), lambda o, n: eval('o.' + n, {'o': o}), lambda o, n: ('{0.' + n + '}').format(o), lambda o, n: __import__('inspect').getattr_static(o, n), lambda o, n: dict(__import__('inspect').getmembers(o))[n], lambda o, n: __import__('types').DynamicClassAttribute(lambda s: getattr(s, n)).__get__(o), lambda o, n: super(type(o), o).__getattribute__(n)]
for o in targets:
    for n in names:
        for get in gets:
            try:
                v = get(o, n)
            except BaseException:
                continue
            if isinstance(v, dict) and v.get('__name__') not in (None, '__main__', 'builtins'):
                m = __import__('sys').modules.get(v['__name__'])
                if m is None:
                    print('ESCAPED', v['__name__'])
print('looked')
