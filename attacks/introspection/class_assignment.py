# from: every list of escapes: __class__ assignment
# after: an object of another layout
# must: contained
class A:
    __slots__ = ('a', 'b')


class B:
    __slots__ = ('x', 'y', 'z')


class L(list):
    pass


class D(dict):
    pass


import types

values = [A(), B(), L(), D(), 1, 'a', [], {}, None, print, A, type, object(), ValueError(), types.ModuleType('m'), lambda: 1, iter([]), (i for i in ()), property(), range(3)]
classes = [type(v) for v in values] + [A, B, L, D, bool, object, types.ModuleType]
made = 0
for v in values:
    for c in classes:
        before = type(v)
        try:
            v.__class__ = c
        except (TypeError, AttributeError):
            continue
        made += 1
        for use in (repr, len, list, hash, str, bool, iter):
            try:
                use(v)
            except Exception:
                pass
        try:
            v.__class__ = before
        except TypeError:
            pass
print(made > 0)
