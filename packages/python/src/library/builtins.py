# Built-in functions where they need Python code of the program.

def ascii(o):
    return escape_non_ascii(repr(o))


def divmod_operator(x, y):
    tx = type(x)
    ty = type(y)
    left = class_lookup(tx, '__divmod__', None)
    right = class_lookup(ty, '__rdivmod__', None)
    if tx is not ty and issubclass(ty, tx) and right is not None and right is not class_lookup(tx, '__rdivmod__', None):
        result = bound_special(y, '__rdivmod__')(x)
        if result is not NotImplemented:
            return result
        right = None
    if left is not None:
        result = bound_special(x, '__divmod__')(y)
        if result is not NotImplemented:
            return result
    if right is not None and tx is not ty:
        result = bound_special(y, '__rdivmod__')(x)
        if result is not NotImplemented:
            return result
    raise TypeError(f"unsupported operand type(s) for divmod(): '{type_name(x)}' and '{type_name(y)}'")


def power_operator(x, y, z):
    if class_lookup(type(x), '__pow__', None) is not None:
        result = bound_special(x, '__pow__')(y, z)
        if result is not NotImplemented:
            return result
    if type(x) is not type(y) and class_lookup(type(y), '__rpow__', None) is not None:
        result = bound_special(y, '__rpow__')(x, z)
        if result is not NotImplemented:
            return result
    raise TypeError(
        f"unsupported operand type(s) for ** or pow(): '{type_name(x)}', '{type_name(y)}', '{type_name(z)}'"
    )


# -- attributes and classes ------------------------------------------------------------------------------------------------

def getattr_or(o, name, fallback):
    try:
        return getattr(o, name)
    except AttributeError:
        pass
    return fallback


def has_attribute(o, name):
    try:
        getattr(o, name)
    except AttributeError:
        return False
    return True


def vars_of(o):
    try:
        return getattr(o, '__dict__')
    except AttributeError:
        pass
    raise TypeError('vars() argument must have __dict__ attribute')


def names_here(namespace):
    names = list(namespace.keys())
    names.sort()
    return names


def dir_of(o):
    if class_lookup(type(o), '__dir__', None) is None:
        raise TypeError('object does not provide __dir__')
    names = list(bound_special(o, '__dir__')())
    names.sort()
    return names


def is_instance(o, cls):
    if is_union(cls):
        cls = cls.__args__
    if isinstance(cls, tuple):
        for c in cls:
            if is_instance(o, c):
                return True
        return False
    if type(o) is cls:
        return True
    if class_lookup(type(cls), '__instancecheck__', None) is not None:
        return bool(bound_special(cls, '__instancecheck__')(o))
    if not has_bases(cls):
        raise TypeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
    c = getattr(o, '__class__', None)
    return c is not None and derives_by_bases(c, cls)


def is_subclass(c, cls):
    if is_union(cls):
        cls = cls.__args__
    if isinstance(cls, tuple):
        for t in cls:
            if is_subclass(c, t):
                return True
        return False
    if class_lookup(type(cls), '__subclasscheck__', None) is not None:
        if type(cls) is type and not is_class(c) and not has_bases(c):
            raise TypeError('issubclass() arg 1 must be a class')
        return bool(bound_special(cls, '__subclasscheck__')(c))
    if not has_bases(c):
        raise TypeError('issubclass() arg 1 must be a class')
    if not has_bases(cls):
        raise TypeError('issubclass() arg 2 must be a class, a tuple of classes, or a union')
    return derives_by_bases(c, cls)


def has_bases(c):
    return is_class(c) or isinstance(getattr(c, '__bases__', None), tuple)


def derives_by_bases(c, cls):
    """Whether `cls` is `c` or among its bases, as their `__bases__` say."""
    if c is cls:
        return True
    for base in getattr(c, '__bases__', ()):
        if derives_by_bases(base, cls):
            return True
    return False


# -- iteration -----------------------------------------------------------------------------------------------------------------

def next_or(it, fallback):
    try:
        return next(it)
    except StopIteration:
        pass
    return fallback


def call_or(fn, args, kwargs, fallback):
    try:
        return fn(*args, **kwargs)
    except StopIteration:
        pass
    return fallback


def async_iterator_checked(o):
    it = bound_special(o, '__aiter__')()
    if class_lookup(type(it), '__anext__', None) is None:
        raise TypeError(f"aiter() returned not an async iterator of type '{type_name(it)}'")
    return it


async def async_next_or(it, fallback):
    try:
        return await bound_special(it, '__anext__')()
    except StopAsyncIteration:
        pass
    return fallback


def all_of(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def any_of(iterable):
    for item in iterable:
        if item:
            return True
    return False


def quantify_from(item, it, wanted):
    if bool(item) is wanted:
        return wanted
    for item in it:
        if bool(item) is wanted:
            return wanted
    return not wanted


def extreme(name, op, iterable, key, has_default, fallback):
    found = False
    best = None
    best_key = None
    for item in iterable:
        k = item if key is None else key(item)
        if not found:
            found = True
            best = item
            best_key = k
        elif (k > best_key) if name == 'max' else (k < best_key):
            best = item
            best_key = k
    if found:
        return best
    if has_default:
        return fallback
    raise ValueError(f'{name}() iterable argument is empty')


def sum_by_iteration(iterable, start):
    if not is_plain_generator(iterable):
        return sum(collected(iterable), start)
    items = collect_some(iterable)
    if generator_is_over(iterable):
        return sum(items, start)
    return sum_of_more(iterable, items, start)


def sum_of_more(iterable, items, start):
    if not (is_exact_int(start) and all_exact_ints(items)):
        items.extend(collected(iterable))
        return sum(items, start)
    total = sum(items, start)
    while is_exact_int(total):
        items = collect_some(iterable)
        if generator_is_over(iterable):
            return sum(items, total)
        if not all_exact_ints(items):
            items.extend(collected(iterable))
            return sum(items, total)
        total = sum(items, total)
    return sum(collected(iterable), total)


def sum_from(total, items):
    for item in items:
        total = total + item
    return total


# -- output and input --------------------------------------------------------------------------------------------------------------

def print_to(file, args, sep, end, flush):
    write = file.write
    first = True
    for arg in args:
        if not first:
            write(sep)
        first = False
        write(str(arg))
    write(end)
    if flush:
        file.flush()


def print_flushing(file):
    file.flush()


def input_through(prompt):
    """input() where the streams are the program's own objects."""
    out = sys_get('stdout')
    if out is None:
        raise RuntimeError('input(): lost sys.stdout')
    source = sys_get('stdin')
    if source is None:
        raise RuntimeError('input(): lost sys.stdin')
    if prompt is not None:
        out.write(str(prompt))
    flush = getattr(out, 'flush', None)
    if flush is not None:
        flush()
    line = source.readline()
    if is_auditing():
        audit_and_hook('builtins.input/result', (line,))
    if not isinstance(line, str):
        raise TypeError('object.readline() returned non-string')
    if not line:
        raise EOFError('EOF when reading a line')
    return line[:-1] if line.endswith('\n') else line


def breakpoint_hook(args, kw):
    hook = sys_get('breakpointhook')
    if is_auditing():
        audit_and_hook('builtins.breakpoint', (hook,))
    if hook is None:
        raise RuntimeError('lost sys.breakpointhook')
    return hook(*args, **kw)


def compile_path(filename, rest):
    path = bound_special(filename, '__fspath__')()
    return compile(rest[0], path, *rest[1:])


def exec_code(code, globals, locals, closure):
    """exec() of a code object: its value is dropped."""
    run_code(code, globals, locals, closure)
