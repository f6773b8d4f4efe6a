# A native method, member or `__new__` that a program puts into a class which is no subclass of its owner.
import types


def show(f):
    try:
        print(repr(f())[:40])
    except Exception as e:
        print(type(e).__name__)


class Int(int):
    append = list.append
    __len__ = list.__len__
    __iter__ = list.__iter__
    __getitem__ = list.__getitem__
    __setitem__ = dict.__setitem__
    __delitem__ = dict.__delitem__
    __contains__ = set.__contains__
    __eq__ = str.__eq__
    __lt__ = tuple.__lt__
    __hash__ = str.__hash__
    __repr__ = dict.__repr__
    __str__ = BaseException.__str__
    __add__ = str.__add__
    __radd__ = float.__radd__
    __neg__ = float.__neg__
    __next__ = type(iter([])).__next__
    __call__ = type.__call__
    __enter__ = memoryview.__enter__
    __exit__ = memoryview.__exit__
    __reversed__ = dict.__reversed__
    __divmod__ = float.__divmod__
    __bool__ = float.__bool__
    real = complex.real


i = Int(5)
for use in (
    lambda: i.append(1), lambda: len(i), lambda: iter(i), lambda: list(i), lambda: [*i], lambda: i[0], lambda: 1 in i,
    lambda: i == i, lambda: i < i, lambda: hash(i), lambda: {i}, lambda: repr(i), lambda: str(i), lambda: i + i,
    lambda: 1.5 + i, lambda: -i, lambda: next(i), lambda: i(), lambda: reversed(i), lambda: divmod(i, 2), lambda: bool(i),
    lambda: i.real, lambda: sorted([i, i]), lambda: f'{i!r}', lambda: types.MethodType(list.append, 5)(1),
    lambda: types.MethodType(dict.get, [])(1),
):
    show(use)


class Slotted:
    __slots__ = ('a',)


class Other:
    a = Slotted.a
    code = types.FunctionType.__code__
    name = type.__dict__['__name__']
    args = BaseException.args


o = Other()
for name in ('a', 'code', 'name', 'args'):
    show(lambda: getattr(o, name))
    show(lambda: setattr(o, name, None))
    show(lambda: delattr(o, name))


class List(list):
    def __new__(cls):
        return int.__new__(cls)


show(List)
show(lambda: object.__new__(list))


class Meta(type):
    def mro(cls):
        return [cls, dict, object]


show(lambda: Meta('L', (list,), {})().append(1))
