# Steps of the itertools whose sources or functions are Python code. StopIteration that leaves a step is the end.


def tool_over(cls, iterables, fn, n, flag, held):
    return tool_make(cls, [iter(x) for x in iterables], fn, n, flag, held)


def call_repr(name, args):
    return name + '(' + ', '.join([repr(x) for x in args]) + ')'


def accumulate_next(t):
    if tool_flag(t):
        tool_set_flag(t, False)
        return tool_held(t)
    return accumulate_value(t, next(tool_source(t, 0)))


def accumulate_value(t, v):
    if tool_has(t):
        fn = tool_fn(t)
        v = tool_held(t) + v if fn is None else fn(tool_held(t), v)
    tool_hold(t, v)
    return v


def batched_next(t):
    it = tool_source(t, 0)
    n = tool_n(t)
    values = []
    ended = None
    while len(values) < n:
        try:
            values.append(next(it))
        except StopIteration as e:
            ended = e
        if ended is not None:
            break
    if not values:
        raise ended
    if tool_flag(t) and len(values) < n:
        raise ValueError('batched(): incomplete batch')
    return tuple(values)


def chain_next_of(t, iterables, iterable):
    tool_hold(t, iter(iterable))
    tool_set_source(t, 0, iterables)
    return chain_next(t)


def chain_next(t):
    while True:
        if not tool_has(t):
            iterables = tool_source(t, 0)
            if iterables is None:
                raise StopIteration
            tool_end_source(t, 0)
            tool_hold(t, iter(next(iterables)))
            tool_set_source(t, 0, iterables)
        try:
            return next(tool_held(t))
        except StopIteration:
            pass
        tool_drop(t)


def compress_next(t):
    return compress_next_from(t, None, False)


def compress_next_from(t, v, selected):
    data = tool_source(t, 0)
    selectors = tool_source(t, 1)
    while not selected:
        v = next(data)
        selected = next(selectors)
    return v


def dropwhile_next(t):
    it = tool_source(t, 0)
    v = next(it)
    if not tool_flag(t):
        fn = tool_fn(t)
        while fn(v):
            v = next(it)
        tool_set_flag(t, True)
    return v


def takewhile_next(t):
    v = next(tool_source(t, 0))
    if tool_fn(t)(v):
        return v
    tool_set_flag(t, True)
    raise StopIteration


def filterfalse_next(t):
    it = tool_source(t, 0)
    fn = tool_fn(t)
    v = next(it)
    if fn is None or fn is bool:
        while v:
            v = next(it)
    else:
        while fn(v):
            v = next(it)
    return v


def starmap_next(t):
    args = next(tool_source(t, 0))
    if type(args) is not tuple:
        args = tuple(args)
    return tool_fn(t)(*args)


def count_next(t):
    v = tool_held(t)
    tool_hold(t, v + tool_fn(t))
    return v


def cycle_next(t):
    ended = False
    try:
        v = next(tool_source(t, 0))
    except StopIteration:
        ended = True
    if ended:
        tool_set_flag(t, True)
        return next(t)
    tool_keep(t, v)
    return v


def islice_over(cls, iterable, start, stop, step):
    return islice_make(cls, iter(iterable), start, stop, step)


def islice_next(t):
    it = tool_source(t, 0)
    place = islice_next_place(t)
    stop = islice_stop(t)
    ended = None
    n = tool_n(t)
    try:
        while n < place:
            next(it)
            n += 1
        tool_set_n(t, n)
        if stop < 0 or n < stop:
            v = next(it)
            tool_set_n(t, n + 1)
            islice_advance(t)
            return v
    except StopIteration as e:
        ended = e
    islice_end(t)
    if ended is None:
        raise StopIteration
    raise ended


def pairwise_next(t):
    it = tool_source(t, 0)
    if not tool_has(t):
        tool_hold(t, next(it))
    old = tool_held(t)
    v = next(it)
    tool_hold(t, v)
    return old, v


def zip_longest_next(t):
    values = []
    for i in range(tool_sources(t)):
        it = tool_source(t, i)
        v = tool_held(t)
        if it is not None:
            ended = False
            try:
                v = next(it)
            except StopIteration:
                ended = True
            if ended:
                tool_end_source(t, i)
                tool_set_n(t, tool_n(t) - 1)
                if not tool_n(t):
                    raise StopIteration
        values.append(v)
    return tuple(values)


# groupby keeps 0: the current key, 1: the key of the last group, 2: the current value.

def groupby_step(g):
    v = next(tool_source(g, 0))
    fn = tool_fn(g)
    key = v if fn is None else fn(v)
    tool_set_kept(g, 2, v)
    tool_set_kept(g, 0, key)


def groupby_next(g):
    tool_drop(g)
    while True:
        if tool_kept_has(g, 0):
            if not tool_kept_has(g, 1):
                break
            last = tool_kept(g, 1)
            key = tool_kept(g, 0)
            if not (last is key or last == key):
                break
        groupby_step(g)
    key = tool_kept(g, 0)
    tool_set_kept(g, 1, key)
    group = grouper_make(g, key)
    tool_hold(g, group)
    return key, group


def grouper_next(group, g):
    if not tool_kept_has(g, 2):
        groupby_step(g)
    wanted = tool_held(group)
    key = tool_kept(g, 0)
    if not (wanted is key or wanted == key):
        raise StopIteration
    v = tool_kept(g, 2)
    tool_unset_kept(g, 2)
    return v


def tee_over(iterable):
    return tee_make(iter(iterable))


def tee_all(iterable, n):
    return tee_make_all(iter(iterable), n)


def tee_by_index(iterable, n):
    return tee_all(iterable, as_index(n))


def tee_next(t):
    it = tee_lock(t)
    try:
        v = next(it)
    finally:
        tee_unlock(t)
    return tee_push(t, v)


def product_over(cls, iterables, repeat):
    return product_make(cls, tuple([[v for v in x] for x in iterables]), repeat)


def product_by_index(cls, iterables, repeat):
    return cls(*iterables, repeat=as_index(repeat))
