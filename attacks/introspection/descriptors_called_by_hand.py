# from: __get__ and __set__ of built-in descriptors on objects of other types
# after: memory of an object read as another's
# must: contained
import types

descriptors = []
for t in (int, str, list, dict, type, types.FunctionType, types.CodeType, types.FrameType, types.GeneratorType, types.ModuleType, BaseException, OSError, property, range, slice, complex, memoryview, types.MethodType, staticmethod, super, types.CellType):
    for name, d in vars(t).items():
        if hasattr(type(d), '__get__'):
            descriptors.append((t, name, d))
victims = [1, 'a', [], {}, None, type, object, lambda: 1, print, ValueError(), object(), (1,), types.ModuleType('m')]
wrong = 0
for t, name, d in descriptors:
    for v in victims:
        if isinstance(v, t):
            continue
        try:
            bound = d.__get__(v, type(v))
            if type(d).__name__ in ('getset_descriptor', 'member_descriptor') and v is not None:
                print('ESCAPED', t, name, type(v))
        except (TypeError, AttributeError):
            pass
        if type(d).__name__ in ('method_descriptor', 'wrapper_descriptor'):
            try:
                d(v)
                wrong += 1
            except Exception:
                pass
print(len(descriptors) > 100)
