# Keys whose hash or equality is Python code: lookup, insertion and removal in dicts, and what is built on them.


def key_hash(key, role):
    failure = None
    try:
        return hash(key)
    except TypeError as e:
        failure = e
    if type(failure) is TypeError:
        raise_unusable_key(key, role, str(failure))
    raise failure


def find_hashed(d, key, h):
    """Entry of a key with this hash, or -1. Starts again when a comparison changed the dict."""
    while True:
        version = dict_version(d)
        changed = False
        for i in dict_candidates(d, h):
            k = dict_key_at(d, i)
            if k is key:
                return i
            same = k == key
            same = True if same else False
            if dict_version(d) != version:
                changed = True
                break
            if same:
                return i
        if not changed:
            return -1


def find_key(d, key):
    return find_hashed(d, key, key_hash(key, 'dict key'))


def put_key(d, key, value):
    if not dict_put(d, key, value):
        dict_setitem(d, key, value)


def dict_getitem(d, key):
    i = find_key(d, key)
    if i >= 0:
        return dict_value_at(d, i)
    return dict_missing(d, key)


def dict_get(d, key, default):
    i = find_key(d, key)
    if i >= 0:
        return dict_value_at(d, i)
    return default


def dict_contains(d, key):
    return find_key(d, key) >= 0


def dict_setitem(d, key, value):
    h = key_hash(key, 'dict key')
    i = find_hashed(d, key, h)
    if i >= 0:
        dict_set_at(d, i, value)
    else:
        dict_add(d, key, h, value)


def dict_setdefault(d, key, default):
    h = key_hash(key, 'dict key')
    i = find_hashed(d, key, h)
    if i >= 0:
        return dict_value_at(d, i)
    dict_add(d, key, h, default)
    return default


def dict_delitem(d, key):
    i = find_key(d, key)
    if i < 0:
        raise KeyError(key)
    dict_remove_at(d, i)


def dict_pop(d, key):
    i = find_key(d, key)
    if i < 0:
        raise KeyError(key)
    return dict_remove_at(d, i)


def dict_pop_default(d, key, default):
    if not raw_size(d):
        return default
    i = find_key(d, key)
    if i < 0:
        return default
    return dict_remove_at(d, i)


def dict_from_flat(items):
    d = {}
    for i in range(0, len(items), 2):
        put_key(d, items[i], items[i + 1])
    return d


def dict_new(d, source, kwargs):
    dict_update(d, source, kwargs)
    return d


def dict_fromkeys(cls, iterable, value):
    d = cls()
    if type(d) is dict and is_set(iterable):
        for k, h in set_entries(iterable):
            put_hashed(d, k, h, value)
    elif type(d) is dict and type(iterable) is dict:
        for i in dict_entries(iterable):
            put_hashed(d, dict_key_at(iterable, i), dict_hash_at(iterable, i), value)
    elif type(d) is dict:
        for k in iterable:
            put_key(d, k, value)
    else:
        for k in iterable:
            d[k] = value
    return d


def dict_update(d, source, kwargs):
    if iterates_as_dict(source):
        dict_merge(d, source)
    else:
        keys = getattr(source, 'keys', None)
        if keys is None:
            dict_merge_pairs(d, source)
        else:
            for k in iter_keys(source, keys()):
                put_key(d, k, source[k])
    dict_merge(d, kwargs)


def dict_merge(d, other):
    if d is other:
        return
    n = raw_size(other)
    i = dict_next(other, -1)
    while i >= 0:
        put_hashed(d, dict_key_at(other, i), dict_hash_at(other, i), dict_value_at(other, i))
        if raw_size(other) != n:
            raise RuntimeError('dict mutated during update')
        i = dict_next(other, i)


def put_hashed(d, key, h, value):
    """d[key] = value for a key whose hash is known, or None."""
    if dict_put(d, key, value):
        return
    if h is None:
        h = key_hash(key, 'dict key')
    i = find_hashed(d, key, h)
    if i >= 0:
        dict_set_at(d, i, value)
    else:
        dict_add(d, key, h, value)


def dict_merge_pairs(d, pairs):
    i = 0
    for pair in pairs:
        items = pair_items(pair, i)
        if len(items) != 2:
            raise ValueError(f'dictionary update sequence element #{i} has length {len(items)}; 2 is required')
        put_key(d, items[0], items[1])
        i += 1


def pair_items(pair, i):
    failure = None
    try:
        it = iter(pair)
    except TypeError as e:
        failure = TypeError('object is not iterable')
    if failure is not None:
        failure.add_note(f'Cannot convert dictionary update sequence element #{i} to a sequence')
        raise failure
    return [x for x in it]


def dict_update_unpack(d, source):
    if iterates_as_dict(source):
        dict_merge(d, source)
        return
    if getattr(source, 'keys', None) is None:
        raise TypeError(f"'{type_name(source)}' object is not a mapping")
    dict_update(d, source, {})


def dict_merge_keywords(d, source, callee):
    if not iterates_as_dict(source) and getattr(source, 'keys', None) is None:
        raise TypeError(f'{callee_text(callee)} argument after ** must be a mapping, not {type_name(source)}')
    for k in iter_keys(source, source.keys()):
        value = source[k]
        if k in d:
            raise TypeError(f"{callee_text(callee)} got multiple values for keyword argument '{k}'")
        put_key(d, k, value)


def iter_keys(source, keys):
    refused = False
    try:
        return iter(keys)
    except TypeError:
        refused = True
    if refused:
        raise TypeError(f'{type_name(source)}.keys() returned a non-iterable (type {type_name(keys)})')


def callee_text(f):
    name = getattr(f, '__qualname__', None)
    if name is None:
        return str(f)
    module = getattr(f, '__module__', None)
    if module is None or module == 'builtins':
        return f'{name}()'
    return f'{module}.{name}()'


def dict_eq(a, b):
    if raw_size(a) != raw_size(b):
        return False
    i = dict_next(a, -1)
    while i >= 0:
        key = dict_key_at(a, i)
        value = dict_value_at(a, i)
        h = dict_hash_at(a, i)
        j = find_hashed(b, key, hash(key) if h is None else h)
        if j < 0:
            return False
        other = dict_value_at(b, j)
        if not (other is value or other == value):
            return False
        i = dict_next(a, i)
    return True


def dict_ne(a, b):
    return not dict_eq(a, b)


def dict_repr(d):
    if not repr_enter(d):
        return '{...}'
    parts = []
    try:
        i = dict_next(d, -1)
        while i >= 0:
            value = dict_value_at(d, i)
            parts.append(repr(dict_key_at(d, i)) + ': ' + repr(value))
            i = dict_next(d, i)
    finally:
        repr_leave(d)
    return '{' + ', '.join(parts) + '}'


def dict_entries(d):
    entries = []
    i = dict_next(d, -1)
    while i >= 0:
        entries.append(i)
        i = dict_next(d, i)
    return entries


# -- views --------------------------------------------------------------------------------------------------------------------

def view_repr(v):
    if not repr_enter(v):
        return '...'
    try:
        parts = [repr(x) for x in v]
    finally:
        repr_leave(v)
    return type_name(v) + '([' + ', '.join(parts) + '])'


def dict_items_contains(d, key, value):
    i = find_key(d, key)
    if i < 0:
        return False
    v = dict_value_at(d, i)
    return True if v is value or v == value else False


def all_contained(a, b):
    for x in a:
        if x not in b:
            return False
    return True


def view_ne(a, b):
    return not all_contained(a, b)


def view_or(a, b):
    s = set(view_source(a))
    s.update(b)
    return s


def view_sub(a, b):
    s = set(view_source(a))
    s.difference_update(b)
    return s


def view_xor(a, b):
    s = set(view_source(a))
    s.symmetric_difference_update(b)
    return s


def view_and(a, b):
    if not is_set_view(a):
        a, b = b, a
    if type(b) is set and len(a) <= len(b):
        return b.intersection(a)
    if is_set_view(b) and len(b) > len(a):
        a, b = b, a
    result = set()
    for x in b:
        if x in a:
            result.add(x)
    return result


def view_isdisjoint(a, b):
    if a is b:
        return len(a) == 0
    if (is_set_view(b) or type(b) is set or type(b) is frozenset) and len(b) > len(a):
        a, b = b, a
    for x in b:
        if x in a:
            return False
    return True
