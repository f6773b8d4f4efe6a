# Where str, bytes and numbers need Python code of the program: conversions, joins, formatting.


def int_by_method(cls, x):
    if has_special(x, '__int__'):
        n = call_special(x, '__int__')
        if not is_int(n):
            raise TypeError('__int__ returned non-int (type ' + type_name(n) + ')')
        return int_of_class(cls, n)
    return int_of_class(cls, as_index(x))


def as_index(x):
    n = call_special(x, '__index__')
    if not is_int(n):
        raise TypeError('__index__ returned non-int (type ' + type_name(n) + ')')
    return n


def int_with_base(cls, x, base):
    return int_of_class(cls, int(x, as_index(base)))


def int_from_bytes(cls, source, byteorder, signed):
    n = int.from_bytes(bytes(source), byteorder, signed=bool(signed))
    if cls is int:
        return n
    return cls(n)


def int_to_bytes(n, length, byteorder, signed):
    return n.to_bytes(int_or_index(length), byteorder, signed=bool(signed))


def int_or_index(x):
    if is_int(x):
        return x
    return as_index(x)


def int_round(n, ndigits):
    return n.__round__(as_index(ndigits))


def float_by_method(cls, x):
    return float_of_class(cls, real_by_method(x))


def real_by_method(x):
    if has_special(x, '__float__'):
        v = call_special(x, '__float__')
        if not is_float(v):
            raise TypeError(type_name(x) + '.__float__ returned non-float (type ' + type_name(v) + ')')
        return v
    return float(as_index(x))


def float_from_number(cls, x):
    v = float(real_by_method(x))
    if cls is float:
        return v
    return cls(v)


def float_round(x, ndigits):
    return x.__round__(as_index(ndigits))


def str_of_class(cls, x):
    return str_box(cls, str(x))


def str_by_method(x):
    s = call_special(x, '__str__')
    if not is_str(s):
        raise TypeError('__str__ returned non-string (type ' + type_name(s) + ')')
    return s


def repr_by_method(x):
    s = call_special(x, '__repr__')
    if not is_str(s):
        raise TypeError('__repr__ returned non-string (type ' + type_name(s) + ')')
    return s


def format_by_method(x, spec):
    s = call_special(x, '__format__', spec)
    if not is_str(s):
        raise TypeError('__format__ must return a str, not ' + type_name(s))
    return s


def str_join_by_iteration(sep, iterable):
    return sep.join([*iterable])


def str_splitlines(s, keepends):
    return s.splitlines(bool(keepends))
