def f(mode):
    try:
        if mode == 'return':
            return 'try'
        if mode == 'raise':
            raise ValueError(mode)
        if mode == 'loop':
            for i in range(3):
                try:
                    continue
                finally:
                    print('continue', i)
    except ValueError:
        return 'except'
    else:
        return 'else'
    finally:
        print('finally', mode)
print([f(mode) for mode in ('return', 'raise', 'loop', '')])
def replaced():
    for i in range(3):
        try:
            raise KeyError
        finally:
            break
    return i
print(replaced())
