# from: setting, deleting, replacing attributes of built-in types
# after: a type that all cells share
# must: contained
import types

targets = [int, str, list, dict, object, type, types.FunctionType, type(None), type(print), range, Exception, types.ModuleType, type(iter([]))]
changed = []
for t in targets:
    for change in (
        lambda: setattr(t, 'evil', 1),
        lambda: type.__setattr__(t, '__repr__', lambda s: 'mine'),
        lambda: object.__setattr__(t, 'evil', 1),
        lambda: t.__dict__.update(evil=1),
        lambda: t.__dict__.__setitem__('evil', 1),
        lambda: delattr(t, '__init__'),
        lambda: type.__delattr__(t, '__new__'),
        lambda: setattr(t, '__bases__', (object,)),
        lambda: setattr(t, '__name__', 'evil'),
        lambda: setattr(t, '__doc__', 'evil'),
        lambda: setattr(t, '__abstractmethods__', {'x'}),
        lambda: t.__init_subclass__.__func__(),
        lambda: (t.__dict__ | {}).clear(),
        lambda: setattr(t, '__module__', 'evil'),
        lambda: setattr(t, '__annotations__', {}),
        lambda: setattr(t, '__class__', type),
        lambda: setattr(t, '__qualname__', 'x'),
        lambda: setattr(t, '__type_params__', ()),
        lambda: t.__mro__.__class__.__setitem__(t.__mro__, 0, 1),
        lambda: t.__subclasses__().clear(),
    ):
        try:
            change()
        except (TypeError, AttributeError):
            continue
        if hasattr(t, 'evil') or t.__name__ == 'evil' or t.__doc__ == 'evil':
            print('ESCAPED', t)
print('tried')
