# The protocols of objects where a special method is Python code: calls, truth, length, iteration, containment, hash.


def call_special(o, name, *args):
    return bound_special(o, name)(*args)


def call_method(o, name, *args):
    return getattr(o, name)(*args)


def call_then(method, self, other):
    method(self, other)
    return self


def not_of_call(fn, args):
    return not fn(*args)


def collect_then_call(fn, args, index):
    args = list(args)
    args[index] = collected(args[index])
    return fn(*args)


def collected(iterable):
    """The items in a new list. Nobody sees it grow."""
    if is_plain_generator(iterable):
        items = collect_some(iterable)
        while not generator_is_over(iterable):
            items.extend(collect_some(iterable))
        return items
    return [x for x in iterable]


def with_index(fn, args, at):
    args = list(args)
    asked = args[at]
    n = args[at] = as_index(asked)
    if -0x8000000000000000 <= n <= 0x7fffffffffffffff:
        return fn(*args)
    error = None
    try:
        return fn(*args)
    except (IndexError, OverflowError) as e:
        error = e
    raise error_of_index(error, asked)


def error_of_index(error, asked):
    """An int that is too large goes by the class that gave it."""
    if error.args == ("cannot fit 'int' into an index-sized integer",):
        return type(error)(f"cannot fit '{type_name(asked)}' into an index-sized integer")
    return error


def with_float(fn, args, at):
    args = list(args)
    args[at] = real_or_number(args[at])
    return fn(*args)


def with_truth(fn, args, at):
    args = list(args)
    args[at] = True if args[at] else False
    return fn(*args)


def with_slice(fn, args, at):
    args = list(args)
    s = args[at]
    args[at] = slice(slice_part(s.start), slice_part(s.stop), slice_part(s.step))
    return fn(*args)


def slice_part(x):
    if x is None or is_int(x):
        return x
    return as_index(x)


def truth_by_bool(o):
    return bool_result(call_special(o, '__bool__'))


def bool_result(r):
    if r is True or r is False:
        return r
    raise TypeError('__bool__ should return bool, returned ' + type_name(r))


def truth_by_len(o):
    return len_by_method(o) != 0


def truth_of_len(n):
    return len_result(n) != 0


def len_by_method(o):
    return len_result(call_special(o, '__len__'))


def len_result(n):
    if not is_int(n):
        if not has_special(n, '__index__'):
            raise TypeError(f"'{type_name(n)}' object cannot be interpreted as an integer")
        n = as_index(n)
    n = plain_int(n)
    if n < 0:
        raise ValueError('__len__() should return >= 0')
    if n > 0x7fffffffffffffff:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return n


def iter_by_method(o):
    it = call_special(o, '__iter__')
    if not has_special(it, '__next__'):
        raise TypeError(f"iter() returned non-iterator of type '{type_name(it)}'")
    return it


def sequence_iterator(o):
    return sequence_iterator_over(o)


def contains_by_iteration(c, x):
    for v in c:
        if v is x or v == x:
            return True
    return False


def contains_by_method(c, x):
    return truth_result(call_special(c, '__contains__', x))


def truth_result(r):
    return True if r else False


def hash_by_method(o):
    return hash_result(call_special(o, '__hash__'))


def hash_result(h):
    if not is_int(h):
        raise TypeError('__hash__ method should return an integer')
    return reduce_hash(plain_int(h))


def hash_tuple(t):
    hashes = []
    for i in range(raw_length(t)):
        hashes.append(hash(raw_item(t, i)))
    return combine_tuple_hash(hashes)


def hash_slice(s):
    return combine_slice_hash([hash(s.start), hash(s.stop), hash(s.step)])


def hash_frozenset(s):
    return keep_frozenset_hash(s)


def class_getitem(o, k):
    if o is type:
        return make_generic_alias(o, k)
    method = getattr(o, '__class_getitem__', None)
    if method is None:
        raise TypeError(f"type '{o.__name__}' is not subscriptable")
    return method(k)


def not_equal(a, b):
    return not a == b


def unpack_sequence(o, n):
    items = []
    for x in o:
        if len(items) == n:
            raise ValueError(f'too many values to unpack (expected {n})')
        items.append(x)
    if len(items) < n:
        raise ValueError(f'not enough values to unpack (expected {n}, got {len(items)})')
    return tuple(items)


def collect_tuple(o):
    return tuple(collected(o))


def collect_list(o):
    return collected(o)


def mappingproxy_repr(m):
    return 'mappingproxy(' + repr(m) + ')'


def reduce_with_state(cls, args, o):
    if cls is set or cls is frozenset:
        return cls, args, None
    return cls, args, o.__getstate__()


def iter_container(c):
    refused = False
    try:
        return iter(c)
    except TypeError:
        refused = True
    if refused:
        raise TypeError(f"argument of type '{type_name(c)}' is not iterable")


def count_by_iteration(c, x):
    n = 0
    for v in iter_container(c):
        if v is x or v == x:
            n += 1
    return n
