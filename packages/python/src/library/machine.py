# What single instructions of the machine need in Python code, named by machine/rare-ops.ts.


def call_value(fn, args, kwargs):
    return fn(*args, **kwargs)


# Names in namespaces that are no plain dict


def store_name(ns, name, value):
    ns[name] = value


def delete_name(ns, name):
    try:
        del ns[name]
        return
    except KeyError:
        pass
    raise_undefined_name(name)


def load_from_mapping_or_cell(ns, name, cell):
    try:
        return ns[name]
    except KeyError:
        pass
    return cell_value(cell, name)


def setup_annotations(ns):
    if '__annotations__' not in ns:
        ns['__annotations__'] = {}


# Unpacking and calls


def call_with_star(callee, prefix, star, kwargs):
    items = []
    for x in star:
        items.append(x)
    return callee(*prefix, *items, **kwargs)


def star_argument_error(callee, star):
    raise TypeError(f'{function_text(callee)} argument after * must be an iterable, not {type(star).__name__}')


def function_text(callee):
    name = getattr(callee, '__qualname__', None)
    if name is None:
        return str(callee)
    module = getattr(callee, '__module__', None)
    if module is not None and module != 'builtins':
        return f'{module}.{name}()'
    return f'{name}()'


# with


def before_with(cm):
    exit = special(cm, '__exit__')
    if exit is None:
        raise TypeError(context_manager_error(cm, 'context manager', '__exit__', '__aexit__', 'asynchronous context manager', 'async with'))
    enter = special(cm, '__enter__')
    if enter is None:
        raise TypeError(context_manager_error(cm, 'context manager', '__enter__', '__aenter__', 'asynchronous context manager', 'async with'))
    return exit, enter()


def before_async_with(cm):
    exit = special(cm, '__aexit__')
    if exit is None:
        raise TypeError(context_manager_error(cm, 'asynchronous context manager', '__aexit__', '__exit__', 'context manager', 'with'))
    enter = special(cm, '__aenter__')
    if enter is None:
        raise TypeError(context_manager_error(cm, 'asynchronous context manager', '__aenter__', '__enter__', 'context manager', 'with'))
    return exit, enter()


def context_manager_error(cm, protocol, missed, other, other_protocol, statement):
    text = f"'{type(cm).__name__}' object does not support the {protocol} protocol (missed {missed} method)"
    if special(cm, other) is not None:
        text += f" but it supports the {other_protocol} protocol. Did you mean to use '{statement}'?"
    return text


# super() where `super` is not the built-in


def super_attribute_by_call(callee, cls, self, name):
    return getattr(callee(cls, self), name)


# Comparisons whose left operand gave NotImplemented


def compare_reflected(op, a, b):
    names = ('__gt__', '__ge__', '__eq__', '__ne__', '__lt__', '__le__')
    method = special(b, names[op])
    if method is not None:
        result = method(a)
        if result is not NotImplemented:
            return result
    if op == 2:
        return a is b
    if op == 3:
        return a is not b
    raise_not_orderable(op, a, b)
