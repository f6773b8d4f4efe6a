# from: __bases__ assignment, layouts that do not fit
# after: a class whose instances have another layout
# must: contained
class A:
    pass


class B(A):
    pass


class C(list):
    pass


b = B()
c = C([1, 2, 3])
for cls in (A, B, C, int, object, type, Exception):
    for bases in ((object,), (list,), (dict,), (int,), (B,), (cls,), (), (Exception,), (type,), (A, A), (1,), [A], None, (bool,)):
        try:
            cls.__bases__ = bases
            print(cls.__name__, [x.__name__ for x in bases])
        except (TypeError, AttributeError) as e:
            pass
for use in (lambda: len(c), lambda: c.append(4), lambda: repr(b), lambda: b + 1, lambda: len(b), lambda: hash(b), lambda: list(b)):
    try:
        print(use())
    except Exception as e:
        print(type(e).__name__)
