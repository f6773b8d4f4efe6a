# Steps of iterators over other iterators, where those are Python code. StopIteration that leaves a step is the end.


def enumerate_over(cls, iterable, start):
    return make_enumerate_over(cls, iter(iterable), start)


def enumerate_next(e):
    return enumerate_pair(e, next(enumerate_source(e)))


def zip_over(cls, iterables, strict):
    strict = True if strict else False
    return make_zip_over(cls, [iter(x) for x in iterables], strict)


def zip_next(z):
    return tuple(next_of_all('zip', iterator_sources(z), iterator_strict(z)))


def next_of_all(name, its, strict):
    """One value of each; StopIteration at the end of one. strict: all end together."""
    if not strict:
        values = []
        for it in its:
            values.append(next(it))
        return values
    values = []
    i = 0
    ended = None
    for it in its:
        try:
            values.append(next(it))
        except StopIteration as e:
            ended = e
        if ended is not None:
            break
        i += 1
    if ended is None:
        return values
    if i > 0:
        raise_length_mismatch(name, i, 'shorter')
    i = 1
    while i < len(its):
        value = ended
        try:
            next(its[i])
        except StopIteration:
            value = None
        if value is not None:
            raise_length_mismatch(name, i, 'longer')
        i += 1
    raise ended


def map_over(cls, fn, iterables, strict):
    strict = True if strict else False
    return make_map_over(cls, fn, [iter(x) for x in iterables], strict)


def map_next_one(m):
    return iterator_function(m)(next(iterator_sources(m)[0]))


def map_next(m):
    values = next_of_all('map', iterator_sources(m), iterator_strict(m))
    return iterator_function(m)(*values)


def filter_over(cls, fn, iterable):
    return make_filter_over(cls, fn, iter(iterable))


def filter_next(f):
    fn = iterator_function(f)
    it = iterator_source(f)
    if fn is None or fn is bool:
        for x in it:
            if x:
                return x
    else:
        for x in it:
            if fn(x):
                return x
    raise StopIteration


def filter_next_from(f, x):
    if x:
        return x
    return filter_next(f)


def sequence_next(it):
    seq, index = sequence_state(it)
    ended = False
    try:
        v = seq[index]
    except (IndexError, StopIteration):
        ended = True
    if ended:
        sequence_end(it)
        raise StopIteration
    sequence_advance(it, index + 1)
    return v


def sequence_hint(seq, index):
    if not has_special(seq, '__len__'):
        return NotImplemented
    n = len(seq) - index
    return n if n > 0 else 0


def make_reversed(cls, seq):
    return make_reversed_over(cls, seq, len(seq) - 1)


def reversed_next(it):
    seq, index = sequence_state(it)
    ended = False
    try:
        v = seq[index]
    except (IndexError, StopIteration):
        ended = True
    if ended:
        sequence_end(it)
        raise StopIteration
    sequence_advance(it, index - 1)
    return v


def reversed_hint(seq, index):
    if len(seq) < index + 1:
        return 0
    return index + 1


def callable_next(it):
    fn, sentinel = callable_state(it)
    stopped = False
    try:
        v = fn()
    except StopIteration:
        stopped = True
    if stopped or not callable_alive(it) or v is sentinel or v == sentinel:
        sequence_end(it)
        raise StopIteration
    return v
