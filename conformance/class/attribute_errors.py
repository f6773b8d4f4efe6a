class A:
    pass
a = A()
for e in ('A.nope', 'a.nope', 'a.nope()', 'A().x.y', 'None.x', '(1).foo', '"s".foo', '[].foo', 'len.foo', 'A.__init__.foo', 'type.foo', 'int.foo', 'a.__dict__.foo', '(lambda: 0).foo', 'super.foo'):
    try: eval(e)
    except AttributeError as x: print(x, x.name)
for s in ('None.x = 1', '(1).foo = 1', 'int.foo = 1', '[].foo = 1', 'len.foo = 1', 'a.__class__ = 5', 'A.__dict__ = {}', 'del a.x', 'del A.x', 'del a.__dict__["x"]', 'a.__dict__ = 5', '"".join = 1', 'object().x = 1', 'A.__dict__["x"] = 1', 'del (1).real', 'a.f.x = 1', 'del [].append', '[].append = 3', 'object.__init__ = 1'):
    try: exec(s)
    except (AttributeError, TypeError, KeyError) as x: print(type(x).__name__, x)
