# Sorting by `<` of the program: natural runs and binary insertion for short lists, merges of those for longer ones.


def sorted_list(iterable, key, reverse):
    return sort_items(collected(iterable), key, reverse)


def list_sort(l, key, reverse):
    meanwhile = []
    items = list_detach(l, meanwhile)
    result = items
    try:
        result = sort_items(items, key, reverse)
    finally:
        modified = list_restore(l, result, meanwhile)
    if modified:
        raise ValueError('list modified during sort')


def sort_items(items, key, reverse):
    reverse = True if reverse else False
    keys = items
    if key is not None:
        keys = [key(x) for x in items]
    result = sort_natively(keys, items, reverse)
    if result is not None:
        return result
    n = len(keys)
    order = list(range(n))
    if reverse:
        order.reverse()
    sort_order(keys, order, n)
    if reverse:
        order.reverse()
    return [items[i] for i in order]


def sort_order(keys, order, n):
    step = n
    while step >= 64:
        step = (step + 1) >> 1
    lo = 0
    while lo < n:
        sort_run(keys, order, lo, min(lo + step, n))
        lo += step
    while step < n:
        lo = 0
        while lo + step < n:
            sort_merge(keys, order, lo, lo + step, min(lo + 2 * step, n))
            lo += 2 * step
        step *= 2


def sort_run(keys, order, lo, hi):
    i = lo + 1
    if i >= hi:
        return
    falling = True if keys[order[i]] < keys[order[lo]] else False
    i += 1
    while i < hi and (True if keys[order[i]] < keys[order[i - 1]] else False) is falling:
        i += 1
    if falling:
        order[lo:i] = order[lo:i][::-1]
    while i < hi:
        at = order[i]
        pivot = keys[at]
        left = lo
        right = i
        while left < right:
            mid = (left + right) >> 1
            if pivot < keys[order[mid]]:
                right = mid
            else:
                left = mid + 1
        order[left + 1:i + 1] = order[left:i]
        order[left] = at
        i += 1


def sort_merge(keys, order, lo, mid, hi):
    if not keys[order[mid]] < keys[order[mid - 1]]:
        return
    first = order[lo:mid]
    a = 0
    b = mid
    out = lo
    while a < len(first) and b < hi:
        if keys[order[b]] < keys[first[a]]:
            order[out] = order[b]
            b += 1
        else:
            order[out] = first[a]
            a += 1
        out += 1
    while a < len(first):
        order[out] = first[a]
        a += 1
        out += 1
