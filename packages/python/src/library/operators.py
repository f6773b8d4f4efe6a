# Binary operators and comparisons whose candidates are Python code (Data model, 3.3.8 and 3.3.1).


def binary_operator(index, a, b, inplace):
    for x, y, name in binary_candidates(index, a, b):
        r = bound_special(x, name)(y)
        if r is not NotImplemented:
            return r
    raise_unsupported(index, a, b, inplace)


def inplace_operator(index, a, b):
    r = bound_special(a, inplace_name(index))(b)
    if r is not NotImplemented:
        return r
    return binary_operator(index, a, b, True)


def compare_operator(op, a, b):
    for x, y, name in compare_candidates(op, a, b):
        r = bound_special(x, name)(y)
        if r is not NotImplemented:
            return r
    if op == 2:
        return a is b
    if op == 3:
        return a is not b
    raise_not_orderable(op, a, b)


def compare_as(op, a, b):
    """a op b for the number of an operator."""
    if op == 0:
        return a < b
    if op == 1:
        return a <= b
    if op == 2:
        return a == b
    if op == 3:
        return a != b
    if op == 4:
        return a > b
    return a >= b


def bool_invert(value):
    """~True and ~False."""
    message = (
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion "
        'of the underlying int object and is usually not what you expect from negating a bool. Use the '
        "'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."
    )
    find_and_load('warnings').warn(message, DeprecationWarning, 1)
    return -2 if value else -1
