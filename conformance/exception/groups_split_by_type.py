group = ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)]), OSError(4)])
print(repr(group), str(group), group.subgroup(ValueError), group.split(TypeError))
try:
    raise group
except* ValueError as values:
    print('values', repr(values))
except* (TypeError, OSError) as others:
    print('others', repr(others))
try:
    try:
        raise KeyError('bare')
    except* ValueError:
        pass
except KeyError as error:
    print(repr(error))
for args in ((), ('m', []), ('m', [1]), (1, [ValueError()])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
