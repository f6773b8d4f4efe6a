# deque, defaultdict, OrderedDict and Counter where Python code is needed.


def deque_extend(d, it):
    for v in it:
        deque_push(d, v)


def deque_extendleft(d, it):
    for v in it:
        deque_unshift(d, v)


def deque_repr(d):
    if not repr_enter(d):
        return '[...]'
    try:
        body = ', '.join([repr(v) for v in deque_values(d)])
    finally:
        repr_leave(d)
    maxlen = deque_maxlen(d)
    if maxlen is None:
        return f'{type(d).__name__}([{body}])'
    return f'{type(d).__name__}([{body}], maxlen={maxlen})'


def deque_concat(d, other):
    made = d.copy()
    made.extend(other)
    return made


def deque_repeat(d, n):
    made = d.copy()
    made *= n
    return made


def deque_index(d, x, start, stop):
    i = 0
    for v in d:
        if i >= stop:
            break
        if i >= start and (v is x or v == x):
            return i
        i += 1
    raise ValueError('deque.index(x): x not in deque')


def deque_remove(d, x):
    i = 0
    n = len(d)
    for v in deque_values(d):
        same = v is x or v == x
        if len(d) != n:
            raise IndexError('deque mutated during remove().')
        if same:
            deque_remove_at(d, i)
            return
        i += 1
    raise ValueError('deque.remove(x): x not in deque')


def deque_reduce(d):
    state = d.__getstate__() if type(d).__name__ != 'deque' else None
    maxlen = deque_maxlen(d)
    if maxlen is None:
        return type(d), (), state, iter(d)
    return type(d), ((), maxlen), state, iter(d)


def defaultdict_missing(d, key, factory):
    v = factory()
    d[key] = v
    return v


def defaultdict_repr(d):
    body = dict_repr(d) if raw_size(d) else '{}'
    factory = odict_factory(d)
    shown = '...'
    if repr_enter(factory):
        try:
            shown = repr(factory)
        finally:
            repr_leave(factory)
    return f'{type(d).__name__}({shown}, {body})'


def dict_repr_body(d):
    parts = []
    i = dict_next(d, -1)
    while i >= 0:
        value = dict_value_at(d, i)
        parts.append(repr(dict_key_at(d, i)) + ': ' + repr(value))
        i = dict_next(d, i)
    return '{' + ', '.join(parts) + '}'


def defaultdict_or(self, a, b):
    d = type(self)(odict_factory(self), a)
    d.update(b)
    return d


def defaultdict_reduce(d, args):
    return type(d), args, None, None, iter(d.items())


def odict_update(d, args, kwargs):
    if args:
        source = args[0]
        if isinstance(source, dict):
            for k in source:
                d[k] = source[k]
        elif hasattr(source, 'keys'):
            for k in source.keys():
                d[k] = source[k]
        elif hasattr(source, 'items'):
            for k, v in source.items():
                d[k] = v
        else:
            for k, v in source:
                d[k] = v
    for k in kwargs:
        d[k] = kwargs[k]


def odict_eq(a, b):
    if not dict.__eq__(a, b):
        return False
    if not is_ordered_dict(b):
        return True
    j = -1
    for k in dict_keys_list(a):
        j = dict_next(b, j)
        other = dict_key_at(b, j)
        if not (k is other or k == other):
            return False
    return True


def dict_keys_list(d):
    keys = []
    i = dict_next(d, -1)
    while i >= 0:
        keys.append(dict_key_at(d, i))
        i = dict_next(d, i)
    return keys


def odict_ne(a, b):
    return not odict_eq(a, b)


def odict_repr(d, name):
    if not repr_enter(d):
        return '...'
    try:
        body = dict_repr_body(d)
    finally:
        repr_leave(d)
    return f'{name}({body})'


def odict_or(cls, a, b):
    d = cls(a)
    d.update(b)
    return d


def odict_ior(d, other):
    d.update(other)
    return d


def odict_move(d, key, last):
    i = find_key(d, key)
    if i < 0:
        raise KeyError(key)
    odict_move_entry(d, i, True if last else False)


def odict_pop(d, key):
    i = find_key(d, key)
    if i >= 0:
        return dict_remove_at(d, i)
    raise KeyError(key)


def odict_setdefault(d, key, default):
    if key in d:
        return d[key]
    d[key] = default
    return default


def odict_copy(d):
    made = type(d)()
    for k in dict_keys_list(d):
        made[k] = d[k]
    return made


def odict_fromkeys(cls, iterable, value):
    d = cls()
    for k in iterable:
        d[k] = value
    return d


def odict_reduce(d):
    state = None
    if type(d).__name__ != 'OrderedDict' or d.__dict__:
        state = d.__getstate__()
    return type(d), (), state, None, iter(d.items())


def count_elements(mapping, iterable, skip):
    get = mapping.get
    for v in iterable:
        if skip > 0:
            skip -= 1
        else:
            mapping[v] = get(v, 0) + 1
