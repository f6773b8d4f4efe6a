# Sets with members that need Python code. Each operation takes CPython's steps: they decide the order of the result.


def find_member(s, v):
    return find_hashed(set_body(s), v, key_hash(v, 'set element'))


def has_hashed(s, key, h):
    return find_hashed(set_body(s), key, h) >= 0


def add_hashed(s, key, h):
    if find_hashed(set_body(s), key, h) < 0:
        set_insert(s, key, h)


def discard_hashed(s, key, h):
    i = find_hashed(set_body(s), key, h)
    if i < 0:
        return False
    set_remove_at(s, i)
    return True


def set_add_item(s, v):
    if not set_put(s, v):
        add_hashed(s, v, key_hash(v, 'set element'))


def set_from_items(items):
    s = set()
    for v in items:
        set_add_item(s, v)
    return s


def set_contains(s, v):
    return find_member(s, v) >= 0


def set_contains_set(s, v):
    return frozenset(v) in s


def set_discard(s, v):
    i = find_member(s, v)
    if i >= 0:
        set_remove_at(s, i)


def set_discard_set(s, v):
    s.discard(frozenset(v))


def set_remove(s, v):
    i = find_member(s, v)
    if i < 0:
        raise KeyError(v)
    set_remove_at(s, i)


def set_remove_set(s, v):
    f = frozenset(v)
    if f not in s:
        raise KeyError(v)
    s.remove(f)


def set_fill(s, iterable):
    set_update_one(s, iterable)
    return s


def set_update_one(s, other):
    if is_set(other):
        if other is s or set_fill_empty(s, other):
            return
        entries = set_entries(other)
        set_reserve(s, len(entries))
        for key, h in entries:
            add_hashed(s, key, h)
    elif type(other) is dict:
        set_reserve(s, len(other))
        for i in dict_entries(other):
            v = dict_key_at(other, i)
            h = dict_hash_at(other, i)
            if not set_put(s, v):
                add_hashed(s, v, key_hash(v, 'set element') if h is None else h)
    else:
        for v in other:
            set_add_item(s, v)


def set_update_by_iteration(s, it):
    set.update(s, it)


def set_update_rest(s, others):
    for other in others:
        set_update_one(s, other)


def set_update_all(s, others):
    for other in others:
        set_update_one(s, other)
    return s


def set_intersection_one(s, other):
    result = set_like(s)
    if is_set(other):
        if other is s:
            return set_fill(result, s)
        if raw_size(set_body(other)) > raw_size(set_body(s)):
            s, other = other, s
        for key, h in set_entries(other):
            if has_hashed(s, key, h):
                add_hashed(result, key, h)
    else:
        for key in other:
            h = hash(key)
            if has_hashed(s, key, h):
                add_hashed(result, key, h)
    return result


def set_intersection_all(s, others):
    for other in others:
        s = set_intersection_one(s, other)
    return s


def set_intersection_update(s, others):
    set_take_body(s, set_intersection_all(s, others))


def set_difference_one(s, other):
    result = set_like(s)
    if is_set(other) or type(other) is dict:
        if not (raw_size(set_body(s)) >> 2) > len(other):
            for key, h in set_entries(s):
                if not (has_hashed(other, key, h) if is_set(other) else find_hashed(other, key, h) >= 0):
                    add_hashed(result, key, h)
            return result
    set_fill(result, s)
    set_subtract(result, other)
    return result


def set_difference_all(s, others):
    result = set_difference_one(s, others[0])
    for i in range(1, len(others)):
        set_subtract(result, others[i])
    return result


def set_subtract(s, other):
    if other is s:
        set_empty(s)
        return
    if is_set(other):
        if (raw_size(set_body(other)) >> 3) > raw_size(set_body(s)):
            other = set_intersection_one(s, other)
        for key, h in set_entries(other):
            discard_hashed(s, key, h)
    else:
        for key in other:
            discard_hashed(s, key, key_hash(key, 'set element'))
    set_sweep(s)


def set_difference_update_all(s, others, result):
    for other in others:
        set_subtract(s, other)
    return result


def set_toggle_all(s, other):
    if other is s:
        set_empty(s)
        return
    if not is_set(other) and type(other) is not dict:
        other = set_fill(set(), other)
    if is_set(other):
        for key, h in set_entries(other):
            if not discard_hashed(s, key, h):
                add_hashed(s, key, h)
    else:
        for i in dict_entries(other):
            key = dict_key_at(other, i)
            h = dict_hash_at(other, i)
            if h is None:
                h = key_hash(key, 'set element')
            if not discard_hashed(s, key, h):
                add_hashed(s, key, h)


def set_symmetric_difference(result, s, other):
    set_update_one(result, other)
    set_toggle_all(result, s)
    return result


def set_isdisjoint(s, other):
    if is_set(other):
        if raw_size(set_body(other)) > raw_size(set_body(s)):
            s, other = other, s
        for key, h in set_entries(other):
            if has_hashed(s, key, h):
                return False
        return True
    for key in other:
        if has_hashed(s, key, key_hash(key, 'set element')):
            return False
    return True


def set_issubset(s, other):
    if not is_set(other):
        return raw_size(set_body(set_intersection_one(s, other))) == raw_size(set_body(s))
    if raw_size(set_body(s)) > raw_size(set_body(other)):
        return False
    for key, h in set_entries(s):
        if not has_hashed(other, key, h):
            return False
    return True


def set_issuperset(s, other):
    if is_set(other):
        return set_issubset(other, s)
    for key in other:
        if not has_hashed(s, key, key_hash(key, 'set element')):
            return False
    return True


def set_ne(a, b):
    return not set_issubset(a, b)


def set_repr(s):
    name = type(s).__name__
    if not repr_enter(s):
        return name + '(...)'
    try:
        parts = [repr(entry[0]) for entry in set_entries(s)]
    finally:
        repr_leave(s)
    body = '{' + ', '.join(parts) + '}'
    if type(s) is set:
        return body
    return name + '(' + body + ')'
