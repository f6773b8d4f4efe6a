# Small services of the sys module and of struct sequences.

def struct_from_iterable(cls, source, named):
    return cls(list(source), named)


def struct_repr(name, fields, values):
    return f'{name}({", ".join([f"{field}={value!r}" for field, value in zip(fields, values)])})'


def size_of(o, fallback):
    try:
        size = bound_special(o, '__sizeof__')()
    except TypeError:
        size = None
    if size is None:
        return fallback
    if not isinstance(size, int):
        raise TypeError(f"'{type_name(size)}' object cannot be interpreted as an integer")
    if size < 0:
        raise ValueError('__sizeof__() should return >= 0')
    return size


def default_unraisablehook(info):
    report_unraisable(info.exc_value, info.err_msg, info.object)


def time_strptime(text, format):
    return import_for_library('_strptime', '', ('_strptime_time',), 0)._strptime_time(text, format)
