# operator, functools, bisect and heapq where Python code is needed.


def index_of(values, x):
    i = 0
    for v in iter_container(values):
        if v is x or v == x:
            return i
        i += 1
    raise ValueError('sequence.index(x): x not in sequence')


def length_hint(o, default):
    if has_special(o, '__len__'):
        failed = False
        try:
            return len(o)
        except TypeError:
            failed = True
    if not has_special(o, '__length_hint__'):
        return default
    failed = False
    try:
        n = call_special(o, '__length_hint__')
    except TypeError:
        failed = True
    if failed or n is NotImplemented:
        return default
    if not is_int(n):
        raise TypeError(f'__length_hint__ must be an integer, not {type_name(n)}')
    if n < 0:
        raise ValueError('__length_hint__() should return >= 0')
    return n


def compare_digest(a, b):
    if isinstance(a, str) and isinstance(b, str):
        if not a.isascii() or not b.isascii():
            raise TypeError('comparing strings with non-ASCII characters is not supported')
        return exact_text(a) == exact_text(b)
    if isinstance(a, (bytes, bytearray, memoryview)) and isinstance(b, (bytes, bytearray, memoryview)):
        return bytes(a) == bytes(b)
    raise TypeError(f"unsupported operand types(s) or combination of types: '{type_name(a)}' and '{type_name(b)}'")


def getter_repr(name, parts, kwargs):
    shown = [repr(x) for x in parts]
    for k in kwargs:
        shown.append(f'{k}={kwargs[k]!r}')
    return name + '(' + ', '.join(shown) + ')'


def attribute_path(o, name):
    for part in name.split('.'):
        o = getattr(o, part)
    return o


def attrgetter_call(names, o):
    if len(names) == 1:
        return attribute_path(o, names[0])
    return tuple([attribute_path(o, name) for name in names])


def itemgetter_call(items, o):
    return tuple([o[item] for item in items])


def methodcaller_call(o, parts, kwargs):
    return getattr(o, parts[0])(*parts[1:], **kwargs)


def methodcaller_reduce(cls, parts, kwargs):
    return library_import('functools').partial(cls, parts[0], **kwargs), parts[1:]


# -- functools ------------------------------------------------------------------------------------------------------------------

def partial_repr(p, fn, args, kwargs):
    cls = type(p)
    name = f'{cls.__module__}.{cls.__qualname__}'
    if not repr_enter(p):
        return '...'
    try:
        shown = [repr(fn)]
        for a in args:
            shown.append(repr(a))
        for k in kwargs:
            shown.append(f'{k}={kwargs[k]!r}')
    finally:
        repr_leave(p)
    return name + '(' + ', '.join(shown) + ')'


def partial_reduce(p, args, state):
    check_state_shown(p)
    d = getattr(p, '__dict__', None)
    return type(p), args, state + (d if d else None,)


def partial_set_dict(p, d):
    p.__dict__ = d


def compare_by_cmp(op, cmp, a, b):
    return compare_as(op, cmp(a, b), 0)


def reduce_all(fn, iterable):
    it = iter(iterable)
    empty = False
    try:
        value = next(it)
    except StopIteration:
        empty = True
    if empty:
        raise TypeError('reduce() of empty iterable with no initial value')
    for x in it:
        value = fn(value, x)
    return value


def reduce_from(fn, iterable, value):
    for x in iterable:
        value = fn(value, x)
    return value


def lru_call(cache, key, fn, args, kwargs, unsure):
    if unsure:
        h = hash(key)
        i = find_hashed(lru_cache_of(cache), key, h)
        if i >= 0:
            return lru_hit_at(cache, i)
    lru_miss(cache)
    value = fn(*args, **kwargs)
    if not lru_store(cache, key, value):
        lru_store_custom(cache, key, value)
    return value


def lru_store_custom(cache, key, value):
    h = hash(key)
    d = lru_cache_of(cache)
    if find_hashed(d, key, h) < 0:
        lru_make_room(cache)
        dict_add(lru_cache_of(cache), key, h, value)


def lru_reduce(cache):
    return cache.__qualname__


# -- bisect ---------------------------------------------------------------------------------------------------------------------

def bisect_right_by(a, x, lo, hi, key):
    if hi is None:
        hi = len(a)
    if key is None:
        while lo < hi:
            mid = (lo + hi) // 2
            if x < a[mid]:
                hi = mid
            else:
                lo = mid + 1
    else:
        while lo < hi:
            mid = (lo + hi) // 2
            if x < key(a[mid]):
                hi = mid
            else:
                lo = mid + 1
    return lo


def bisect_left_by(a, x, lo, hi, key):
    if hi is None:
        hi = len(a)
    if key is None:
        while lo < hi:
            mid = (lo + hi) // 2
            if a[mid] < x:
                lo = mid + 1
            else:
                hi = mid
    else:
        while lo < hi:
            mid = (lo + hi) // 2
            if key(a[mid]) < x:
                lo = mid + 1
            else:
                hi = mid
    return lo


def insort_right_by(a, x, lo, hi, key):
    i = bisect_right_by(a, x if key is None else key(x), lo, hi, key)
    a.insert(i, x)


def insort_left_by(a, x, lo, hi, key):
    i = bisect_left_by(a, x if key is None else key(x), lo, hi, key)
    a.insert(i, x)


# -- heapq: `most` is False for a heap with the least value first, True for one with the greatest first -----------------------

def heap_before(a, b, most):
    return b < a if most else a < b


def heap_down(heap, start, pos, most):
    item = heap[pos]
    size = len(heap)
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        before = heap_before(item, above, most)
        if len(heap) != size:
            raise RuntimeError('list changed size during iteration')
        if not before:
            break
        heap[pos] = above
        heap[parent] = item
        pos = parent


def heap_up(heap, pos, most):
    end = len(heap)
    start = pos
    limit = end >> 1
    while pos < limit:
        child = 2 * pos + 1
        if child + 1 < end:
            before = heap_before(heap[child], heap[child + 1], most)
            if len(heap) != end:
                raise RuntimeError('list changed size during iteration')
            if not before:
                child += 1
        heap[pos], heap[child] = heap[child], heap[pos]
        pos = child
    heap_down(heap, start, pos, most)


def heap_push(heap, item, most):
    heap.append(item)
    heap_down(heap, 0, len(heap) - 1, most)


def heap_pop(heap, most):
    last = heap.pop()
    if not heap:
        return last
    item = heap[0]
    heap[0] = last
    heap_up(heap, 0, most)
    return item


def heap_replace(heap, item, most):
    first = heap[0]
    heap[0] = item
    heap_up(heap, 0, most)
    return first


def heap_push_pop(heap, item, most):
    if not heap or not heap_before(heap[0], item, most):
        return item
    return heap_replace(heap, item, most)


def heap_make(heap, most):
    i = (len(heap) >> 1) - 1
    while i >= 0:
        heap_up(heap, i, most)
        i -= 1
