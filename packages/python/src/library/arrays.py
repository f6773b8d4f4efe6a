# Arrays (module array), where the items come from Python code or go to a file.


def array_extend(a, iterable):
    for item in iterable:
        a.append(item)


def array_find(items, x, start, stop, message, removed_from):
    while start < stop:
        item = items[start]
        if item is x or item == x:
            if removed_from is None:
                return start
            array_delete(removed_from, start)
            return None
        start += 1
    raise ValueError(message)


def array_reduce(a, make, args):
    if make is None:
        make = library_import('array')._array_reconstructor
    return make, args, getattr(a, '__dict__', None)


def array_of_characters(cls, code, args):
    message = "The 'u' type code is deprecated and will be removed in Python 3.16"
    find_and_load('warnings').warn(message, DeprecationWarning, 1)
    return array_filled(cls, code, args)


def array_to_file(a, f):
    f.write(a.tobytes())


def array_from_file(a, f, n, size):
    n = int_or_index(n)
    if n < 0:
        raise ValueError('negative count')
    data = f.read(n * size)
    if not isinstance(data, bytes):
        raise TypeError("read() didn't return bytes")
    a.frombytes(data)
    if len(data) != n * size:
        raise EOFError('read() didn\'t return enough bytes')
