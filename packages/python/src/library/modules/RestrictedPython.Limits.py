"""Built-in functions that make sequences, with bounds."""

limited_builtins = {}

_MOST = 1000


def limited_range(iFirst, *args):
    if len(args) > 2:
        raise AttributeError('range() requires 1-3 int arguments')
    start, stop = (iFirst, args[0]) if args else (0, iFirst)
    step = args[1] if len(args) == 2 else 1
    if step == 0:
        raise ValueError('zero step for range()')
    if (stop - start) // step >= _MOST:
        raise ValueError(
            'To be created range() object would be to large, '
            f'in RestrictedPython we only allow {_MOST} elements in a range.')
    return range(start, stop, step)


def limited_list(seq):
    if isinstance(seq, str):
        raise TypeError('cannot convert string to list')
    return list(seq)


def limited_tuple(seq):
    if isinstance(seq, str):
        raise TypeError('cannot convert string to tuple')
    return tuple(seq)


limited_builtins.update(range=limited_range, list=limited_list, tuple=limited_tuple)
