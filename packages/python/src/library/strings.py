# Where str, bytes and numbers need Python code of the program: conversions, joins, formatting.


def int_by_method(cls, x):
    if has_special(x, '__int__'):
        n = call_special(x, '__int__')
        if not is_int(n):
            raise TypeError('__int__ returned non-int (type ' + type_name(n) + ')')
        if type(n) is not int:
            warn_strict_subclass('__int__ returned non-int (type ' + type_name(n) + ')', 'int')
        return int_of_class(cls, n)
    return int_of_class(cls, as_index(x))


def as_index(x):
    n = call_special(x, '__index__')
    if not is_int(n):
        raise TypeError('__index__ returned non-int (type ' + type_name(n) + ')')
    if type(n) is not int:
        warn_strict_subclass('__index__ returned non-int (type ' + type_name(n) + ')', 'int')
    return n


def give_syntax_warnings(rows):
    warnings = find_and_load('warnings')
    for filename, message, lineno in rows:
        refused = False
        try:
            warnings.warn_explicit(message, SyntaxWarning, filename, lineno)
        except SyntaxWarning:
            refused = True
        if refused:
            raise SyntaxError(message, (filename, lineno, None, None, lineno, None))


def code_warned(rows, code):
    give_syntax_warnings(rows)
    return code


def run_warned(rows, run, code, globals, locals):
    give_syntax_warnings(rows)
    return run(code, globals, locals)


def warn_strict_subclass(what, name):
    find_and_load('warnings').warn(
        what + '.  The ability to return an instance of a strict subclass of ' + name
        + ' is deprecated, and may be removed in a future version of Python.',
        DeprecationWarning,
        1,
    )


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
        if type(v) is not float:
            warn_strict_subclass(type_name(x) + '.__float__ returned non-float (type ' + type_name(v) + ')', 'float')
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
    return str_result(call_special(x, '__str__'))


def str_result(s):
    if not is_str(s):
        raise TypeError('__str__ returned non-string (type ' + type_name(s) + ')')
    return s


def repr_by_method(x):
    return repr_result(call_special(x, '__repr__'))


def repr_result(s):
    if not is_str(s):
        raise TypeError('__repr__ returned non-string (type ' + type_name(s) + ')')
    return s


def format_by_method(x, spec):
    return format_result(call_special(x, '__format__', spec))


def format_result(s):
    if not is_str(s):
        raise TypeError('__format__ must return a str, not ' + type_name(s))
    return s


def str_join_by_iteration(sep, iterable):
    return sep.join(collected(iterable))


def str_splitlines(s, keepends):
    return s.splitlines(bool(keepends))


def complex_of_object(cls, x):
    z = complex_by_method(x)
    return complex_box(cls, z.real, z.imag)


def complex_by_method(x):
    if has_special(x, '__complex__'):
        z = call_special(x, '__complex__')
        if not is_complex(z):
            raise TypeError('__complex__ returned non-complex (type ' + type_name(z) + ')')
        return z
    return complex_box(complex, float(real_by_method(x)), 0.0)


def complex_of_parts(cls, real, imag):
    a = complex_by_method(real)
    b = complex_by_method(imag)
    re = a.real
    im = b.real
    if is_complex(imag) or has_special(imag, '__complex__'):
        re = re - b.imag
    if is_complex(real) or has_special(real, '__complex__'):
        im = im + a.imag
    return complex_box(cls, re, im)


def complex_from_number(cls, x):
    z = complex_by_method(x)
    if cls is complex:
        return complex_box(cls, z.real, z.imag)
    return cls(z)


def bytes_by_method(cls, x):
    b = call_special(x, '__bytes__')
    if not is_bytes(b):
        raise TypeError('__bytes__ returned non-bytes (type ' + type_name(b) + ')')
    if cls is bytes:
        return b
    return bytes_box(cls, b)


def bytes_from_object(cls, x):
    source = bytes_source(x)
    if is_memoryview(source):
        return bytes_box(cls, source.tobytes())
    return bytes_box(cls, bytes(source))


def bytes_source(x):
    if has_special(x, '__index__'):
        n = as_index(x)
        if not -0x8000000000000000 <= n <= 0x7fffffffffffffff:
            raise OverflowError(f"cannot fit '{type_name(x)}' into an index-sized integer")
        return n
    if has_special(x, '__buffer__'):
        return memoryview_by_buffer(x)
    return [int_or_index_strict(item) for item in x]


def int_or_index_strict(x):
    if is_int(x):
        return x
    if has_special(x, '__index__'):
        return as_index(x)
    raise TypeError("'" + type_name(x) + "' object cannot be interpreted as an integer")


def bytes_of_class(cls, text, encoding, errors):
    return bytes_box(cls, text.encode(encoding, errors))


def bytes_join_by_iteration(sep, iterable):
    return sep.join(collected(iterable))


def bytearray_init(b, source):
    bytearray_fill(b, bytes(bytes_source(source)))


def bytearray_init_encoded(b, text, encoding, errors):
    bytearray_fill(b, text.encode(encoding, errors))


def bytearray_set_slice(b, key, value):
    b[key] = bytearray([int_or_index_strict(item) for item in value])


def bytearray_extend(b, source):
    b.extend(bytes([int_or_index_strict(item) for item in source]))


def memoryview_by_buffer(o):
    view = call_special(o, '__buffer__', 0)
    if not is_memoryview(view):
        raise TypeError('__buffer__ returned non-memoryview object')
    return view


def memoryview_set_converted(view, key, value, char):
    if char == '?':
        view[key] = bool(value)
        return
    try:
        if char in 'efd':
            value = real_by_method(value)
        else:
            value = as_index(value)
    except TypeError:
        value = None
    view[key] = value


def index_by_iteration(view, x, start, stop):
    for i in range(start, stop):
        item = view[i]
        if item is x or item == x:
            return i
    raise ValueError('memoryview.index(x): x not found')


def str_decode_object(cls, o, encoding, errors):
    return str_box(cls, bytes(o).decode(encoding, errors))


def percent_with_code(walk, how, value, arg):
    while True:
        want = percent_next(walk, answer_of_code(how, value, arg))
        if want is None:
            return percent_result(walk)
        how, value, arg = want


def format_with_code(walk, how, value, arg):
    while True:
        want = format_next(walk, answer_of_code(how, value, arg))
        if want is None:
            return format_result(walk)
        how, value, arg = want


def answer_of_code(how, value, arg):
    if how == 's':
        return str(value)
    if how == 'r' or how == 'a':
        return repr(value)
    if how == 'format':
        return format(value, arg)
    if how == 'getitem':
        return value[arg]
    if how == 'getattr':
        return getattr(value, arg)
    if how == 'bytes':
        return bytes_by_method(bytes, value)
    if arg is None:
        return number_of_code(how, value)
    try:
        return number_of_code(how, value)
    except TypeError:
        pass
    raise TypeError(arg)


def number_of_code(how, value):
    if how == 'index':
        return as_index(value)
    if how == 'int':
        return int(value)
    return real_by_method(value)


def str_translate(s, table):
    out = []
    for c in s:
        try:
            v = table[ord(c)]
        except LookupError:
            out.append(c)
            continue
        out.append(translated(v))
    return ''.join(out)


def build_interpolation(value, text, conversion, spec):
    return interpolation_of(value, text, conversion, spec)


def build_template(strings, interpolations):
    return template_of(strings, interpolations)


def template_repr(o):
    if hasattr(o, 'strings'):
        return 'Template(strings=' + repr(o.strings) + ', interpolations=' + repr(o.interpolations) + ')'
    parts = [repr(o.value), repr(o.expression), repr(o.conversion), repr(o.format_spec)]
    return 'Interpolation(' + ', '.join(parts) + ')'


def template_reduce(strings, interpolations):
    return (library_import('string.templatelib').templatelib._template_unpickle, (strings, interpolations))


def reals_then_call(fn, args):
    return fn(*[real_or_number(x) for x in args])


def real_or_number(x):
    if is_float(x) or is_int(x):
        return x
    if has_special(x, '__float__') or has_special(x, '__index__'):
        return real_by_method(x)
    return x


def indices_then_call(fn, args):
    return fn(*[int_or_index_strict(x) for x in args])


def real_items_then_call(fn, iterable):
    return fn([real_or_number(x) for x in iterable])


def math_prod(iterable, start):
    for x in iterable:
        start = start * x
    return start


def math_sumprod(p, q):
    total = 0
    a = iter(p)
    b = iter(q)
    end = type_name
    while True:
        x = next(a, end)
        y = next(b, end)
        if x is end or y is end:
            if x is end and y is end:
                return total
            raise ValueError('Inputs are not the same length')
        total = total + x * y


def math_dist(p, q):
    return math_function('dist')(tuple([real_or_number(x) for x in p]), tuple([real_or_number(x) for x in q]))


def math_ldexp(x, i):
    return math_function('ldexp')(real_or_number(x), i)


def math_nextafter(x, y, steps):
    if steps is not None:
        steps = int_or_index_strict(steps)
    return math_function('nextafter')(real_or_number(x), real_or_number(y), steps=steps)


def math_isclose(a, b, rel_tol, abs_tol):
    isclose = math_function('isclose')
    return isclose(real_or_number(a), real_or_number(b), rel_tol=real_or_number(rel_tol), abs_tol=real_or_number(abs_tol))


def complexes_then_call(fn, args):
    return fn(*[complex_or_number(x) for x in args])


def complex_or_number(x):
    if is_complex(x) or is_float(x) or is_int(x):
        return x
    return complex_by_method(x)


def cmath_isclose(fn, pair, rel_tol, abs_tol):
    return fn(complex_or_number(pair[0]), complex_or_number(pair[1]), rel_tol=real_or_number(rel_tol), abs_tol=real_or_number(abs_tol))
