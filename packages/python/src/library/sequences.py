# Lists, tuples and slices whose items need Python code to be compared, shown or iterated.


def sequence_compare(op, a, b, i):
    while i < raw_length(a) and i < raw_length(b):
        x = raw_item(a, i)
        y = raw_item(b, i)
        if not (x is y or x == y):
            if i >= raw_length(a) or i >= raw_length(b):
                break
            if op == 2:
                return False
            if op == 3:
                return True
            return compare_as(op, x, y)
        i += 1
    return compare_as(op, raw_length(a), raw_length(b))


def sequence_index(s, x, i, stop):
    while i < stop and i < raw_length(s):
        v = raw_item(s, i)
        if v is x or v == x:
            return i
        i += 1
    raise ValueError(type_layout(type(s)) + '.index(x): x not in ' + type_layout(type(s)))


def sequence_count(s, x, i, n):
    while i < raw_length(s):
        v = raw_item(s, i)
        if v is x or v == x:
            n += 1
        i += 1
    return n


def sequence_contains(s, x, i):
    while i < raw_length(s):
        v = raw_item(s, i)
        if v is x or v == x:
            return True
        i += 1
    return False


def list_remove(l, x, i):
    while i < raw_length(l):
        v = raw_item(l, i)
        if v is x or v == x:
            list_delete_at(l, i)
            return
        i += 1
    raise ValueError('list.remove(x): x not in list')


def list_extend(l, it):
    if it is l:
        it = [x for x in it]
    for x in it:
        list_push(l, x)


def list_extend_by_iteration(l, it):
    for x in it:
        list_push(l, x)


def list_iadd(l, it):
    list_extend(l, it)
    return l


def list_set_slice(l, k, v):
    items = collected(v)
    list.__setitem__(l, k, items)


def list_repr(l):
    return sequence_repr(l, '[', ']')


def sequence_repr(s, start, end):
    if not repr_enter(s):
        return start + '...' + end
    parts = []
    try:
        i = 0
        while i < raw_length(s):
            parts.append(repr(raw_item(s, i)))
            i += 1
    finally:
        repr_leave(s)
    return start + ', '.join(parts) + end


def tuple_repr(t):
    if raw_length(t) == 1:
        return sequence_repr(t, '(', ',)')
    return sequence_repr(t, '(', ')')


def slice_repr(s):
    return f'slice({s.start!r}, {s.stop!r}, {s.step!r})'


def range_index(r, v):
    i = 0
    for x in r:
        if x == v:
            return i
        i += 1
    raise ValueError('sequence.index(x): x not in sequence')
