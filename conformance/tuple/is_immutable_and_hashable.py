t = (1, 'a', (2,))
print(t[1:], t * 2, t + (3,), hash(t) == hash((1, 'a', (2,))), t.index('a'), t.count(1), (), (1,), tuple('ab'))
for operation in (lambda: t.__setitem__, lambda: hash(([],)), lambda: exec('t[0] = 1', {'t': t}), lambda: exec('del t[0]', {'t': t}), lambda: t + [1]):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
