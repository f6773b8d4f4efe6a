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
