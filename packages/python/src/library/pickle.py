# Pickling where Python code of the program takes part: reductions, globals, persistent ids, files, classes by name.
#
# The loops of modules/pickle stop with a request (what, and its arguments); it is done here, and the loop goes on.


# -- pickling --------------------------------------------------------------------------------------------------------------

def pickle_dumps(obj, protocol, fix_imports, buffer_callback):
    saving = pickle_saving(pickle_protocol_number(protocol), bool(fix_imports), buffer_callback, False)
    return pickle_saving_on(saving, *pickle_save_first(saving, obj))


def pickle_dump(obj, file, protocol, fix_imports, buffer_callback):
    saving = pickle_saving(pickle_protocol_number(protocol), bool(fix_imports), buffer_callback, True)
    write = pickle_file_write(file)
    pickle_saving_to(saving, write, *pickle_save_first(saving, obj))


def pickle_protocol_number(protocol):
    return None if protocol is None else int_or_index_strict(protocol)


def pickle_file_write(file):
    write = getattr(file, 'write', None)
    if write is None:
        raise TypeError("file must have a 'write' attribute")
    return write


def pickler_init(pickler, file, protocol, fix_imports, buffer_callback):
    protocol = pickle_protocol_number(protocol)
    pickler_set_up(pickler, pickle_file_write(file), protocol, bool(fix_imports), buffer_callback)
    missing = [None]
    table = getattr(pickler, 'dispatch_table', missing)
    if table is not missing:
        pickler_set_table(pickler, table)


def pickler_dump(pickler, obj):
    missing = [None]
    override = getattr(pickler, 'reducer_override', missing)
    override = None if override is missing else (override,)
    saving = pickler_saving(pickler, getattr(pickler, 'persistent_id', None), override)
    pickle_saving_to(saving, pickle_write(saving), *pickle_save_first(saving, obj))


def pickle_saving_on(saving, what, value, more):
    return pickle_saving_to(saving, None, what, value, more)


def pickle_saving_to(saving, write, what, value, more):
    try:
        while what != 'done':
            if what == 'reduce':
                what, value, more = pickle_save_reduction(saving, value, pickle_reduction(saving, value))
            elif what == 'write':
                for part in value:
                    write(part)
                what, value, more = pickle_save_on(saving)
            elif what == 'global':
                what, value, more = pickle_save_plan(saving, value, pickle_global(saving, value, None))
            elif what == 'batch':
                what, value, more = pickle_save_items(saving, pickle_pairs(value) if more else pickle_batch(value))
            elif what == 'type':
                what, value, more = pickle_save_type(saving, value)
            elif what == 'persistent':
                pid = pickle_persistent(saving)(value)
                if pid is None:
                    what, value, more = pickle_save_value(saving, more)
                else:
                    what, value, more = pickle_save_plan(saving, None, pickle_persistent_plan(saving, pid))
            elif what == 'override':
                given = pickle_override(saving)[0](value)
                if given is NotImplemented:
                    what, value, more = pickle_save_reduced(saving, value)
                else:
                    what, value, more = pickle_save_reduction(saving, value, given)
            elif what == 'bytes':
                args = (more, 'latin1')
                plan = pickle_call_plan(False, library_import('codecs').encode, args)
                what, value, more = pickle_save_plan(saving, value, plan)
            else:
                raise value
        return value
    except BaseException as error:
        for thing, part in pickle_trail(saving):
            error.add_note(pickle_note(thing, part))
        raise


def pickle_note(thing, part):
    shown = pickle_class_label(type(thing))
    if isinstance(part, tuple):
        return f'when serializing {shown} item {part[0]!r}'
    if isinstance(part, int):
        return f'when serializing {shown} item {part}'
    return f'when serializing {shown} {part}'


def pickle_class_label(cls):
    module = cls.__module__
    return cls.__qualname__ if module in (None, 'builtins', '__main__') else f'{module}.{cls.__qualname__}'


def pickle_reduction(saving, obj):
    """What the object is reduced to: by a table, or by its own methods."""
    cls = type(obj)
    own = pickle_table(saving)
    missing = [None]
    reduce = missing
    if own is None:
        reduce = library_import('copyreg').dispatch_table.get(cls, missing)
    else:
        try:
            reduce = own[0][cls]
        except KeyError:
            pass
    if reduce is not missing:
        return reduce(obj)
    if issubclass(cls, type):
        return obj.__qualname__
    if cls.__name__ == 'PickleBuffer' and '_picklebuffer' in sys_modules():
        if cls is sys_modules()['_picklebuffer'].PickleBuffer:
            return saving
    reduce = getattr(obj, '__reduce_ex__', missing)
    if reduce is not missing:
        return reduce(pickle_protocol(saving))
    reduce = getattr(obj, '__reduce__', missing)
    if reduce is not missing:
        return reduce()
    raise_pickling_error(f"Can't pickle {pickle_class_label(cls)} object")


def pickle_save_reduction(saving, obj, given):
    if given is saving:
        return pickle_buffer(saving, obj)
    if isinstance(given, str):
        return pickle_save_plan(saving, obj, pickle_global(saving, obj, given))
    try:
        plan = pickle_reduce_plan(saving, obj, given)
    except BaseException as error:
        error.add_note(f'when serializing {pickle_class_label(type(obj))} object')
        raise
    return pickle_save_plan(saving, obj, plan)


def pickle_reduce_plan(saving, obj, given):
    if not isinstance(given, tuple):
        raise_pickling_error(f'__reduce__ must return a string or tuple, not {pickle_class_label(type(given))}')
    if not 2 <= len(given) <= 6:
        raise_pickling_error('tuple returned by __reduce__ must contain 2 through 6 elements')
    func, args, state, items, pairs, setter = given + (None,) * (6 - len(given))
    if not callable(func):
        raise_pickling_error(
            f'first item of the tuple returned by __reduce__ must be callable, not {pickle_class_label(type(func))}')
    if not isinstance(args, tuple):
        raise_pickling_error(
            f'second item of the tuple returned by __reduce__ must be a tuple, not {pickle_class_label(type(args))}')
    if items is not None and not pickle_is_iterator(items):
        raise_pickling_error('fourth item of the tuple returned by __reduce__ must be an iterator, '
                             f'not {pickle_class_label(type(items))}')
    if pairs is not None and not pickle_is_iterator(pairs):
        raise_pickling_error('fifth item of the tuple returned by __reduce__ must be an iterator, '
                             f'not {pickle_class_label(type(pairs))}')
    if setter is not None and not callable(setter):
        raise_pickling_error('sixth item of the tuple returned by __reduce__ must be callable, '
                             f'not {pickle_class_label(type(setter))}')
    protocol = pickle_protocol(saving)
    plan = None
    if protocol >= 2:
        name = getattr(func, '__name__', None)
        if name == '__newobj_ex__':
            plan = pickle_newobj_ex(protocol, obj, args)
        elif name == '__newobj__':
            plan = pickle_newobj(obj, args)
    if plan is None:
        plan = pickle_call_plan(True, func, args)
    if items is not None:
        plan += (3, items, None)
    if pairs is not None:
        plan += (4, pairs, None)
    if state is None:
        return plan
    if setter is None:
        return plan + (0, state, 'state', 1, 'b', None)
    return plan + (0, setter, 'state setter', 0, obj, None, 0, state, 'state', 1, '\x86R0', None)


def pickle_is_iterator(v):
    return has_special(v, '__next__')


def pickle_call_plan(reduced, func, args):
    return (reduced, 0, func, 'reconstructor', 0, args, 'reconstructor arguments', 1, 'R', None, 2, None, None)


def pickle_newobj_ex(protocol, obj, args):
    if len(args) != 3:
        raise_pickling_error(f'__newobj_ex__ expected 3 arguments, got {len(args)}')
    cls, given, kwargs = args
    if not isinstance(cls, type):
        raise_pickling_error('first argument to __newobj_ex__() must be a class, '
                             f'not {pickle_class_label(type(cls))}')
    if not isinstance(given, tuple):
        raise_pickling_error('second argument to __newobj_ex__() must be a tuple, '
                             f'not {pickle_class_label(type(given))}')
    if not isinstance(kwargs, dict):
        raise_pickling_error('third argument to __newobj_ex__() must be a dict, '
                             f'not {pickle_class_label(type(kwargs))}')
    if protocol >= 4:
        return (True, 0, cls, 'class', 0, given, '__new__ arguments', 0, kwargs, '__new__ arguments',
                1, '\x92', None, 2, None, None)
    new = library_import('functools').partial(cls.__new__, cls, *given, **kwargs)
    return (True, 0, new, 'reconstructor', 0, (), None, 1, 'R', None, 2, None, None)


def pickle_newobj(obj, args):
    if len(args) < 1:
        raise_pickling_error('__newobj__ expected at least 1 argument, got 0')
    cls = args[0]
    if not isinstance(cls, type):
        raise_pickling_error(f'first argument to __newobj__() must be a class, not {pickle_class_label(type(cls))}')
    if cls is not obj.__class__:
        raise_pickling_error(f'first argument to __newobj__() must be {obj.__class__!r}, not {cls!r}')
    return (True, 0, cls, 'class', 0, args[1:], '__new__ arguments', 1, '\x81', None, 2, None, None)


def pickle_batch(iterator):
    items = []
    for item in iterator:
        items.append(item)
        if len(items) == 1000:
            break
    return tuple(items)


def pickle_pairs(iterator):
    items = []
    for pair in iterator:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError('dict items iterator must return 2-tuples')
        items.extend(pair)
        if len(items) == 2000:
            break
    return tuple(items)


def pickle_persistent_plan(saving, pid):
    if pickle_protocol(saving) > 0:
        return (False, 6, pid, None, 1, 'Q', None)
    text = str(pid)
    if not text.isascii():
        raise_pickling_error('persistent IDs in protocol 0 must be ASCII strings')
    return (False, 1, f'P{text}\n', None)


def pickle_save_type(saving, cls):
    if cls in (type(None), type(...), type(NotImplemented)):
        value = None if cls is type(None) else ... if cls is type(...) else NotImplemented
        return pickle_save_plan(saving, cls, pickle_call_plan(False, type, (value,)))
    return pickle_save_plan(saving, cls, pickle_global(saving, cls, None))


def pickle_buffer(saving, obj):
    if pickle_protocol(saving) < 5:
        raise_pickling_error('PickleBuffer can only be pickled with protocol >= 5')
    view = memoryview(obj)
    if not view.contiguous:
        raise_pickling_error('PickleBuffer can not be pickled when pointing to a non-contiguous buffer')
    callback = pickle_buffer_callback(saving)
    if callback is None or callback(obj):
        view = obj.raw()
        return pickle_save_buffer(saving, obj, view, view.readonly)
    return pickle_save_plan(saving, obj, (False, 1, '\x97\x98' if view.readonly else '\x97', None))


# -- globals ---------------------------------------------------------------------------------------------------------------

def pickle_global(saving, obj, name):
    if name is None:
        name = getattr(obj, '__qualname__', None)
        if name is None:
            name = obj.__name__
    path = name.split('.')
    module = pickle_module_of(obj, name, path)
    protocol = pickle_protocol(saving)
    if protocol >= 2:
        code = library_import('copyreg')._extension_registry.get((module, name))
        if code is not None:
            return (False, 1, pickle_extension(code), None)
    if protocol >= 4:
        return (False, 0, module, None, 0, name, None, 1, '\x93', None, 5, None, None)
    if len(path) == 1:
        return (False,) + pickle_top_level(saving, module, name) + (5, None, None)
    plan = (False,)
    for part in path[1:]:
        plan += (0, getattr, None)
        if protocol < 2:
            plan += (1, '(', None)
    plan += pickle_top_level(saving, module, path[0])
    for part in path[1:]:
        plan += (0, pickle_fresh(part), None, 1, 'tR' if protocol < 2 else '\x86R', None)
    return plan + (5, None, None)


def pickle_extension(code):
    if not isinstance(code, int) or not 0 < code <= 0x7fffffff:
        raise RuntimeError(f'extension code {code} is out of range')
    if code <= 0xff:
        return '\x82' + chr(code)
    size, op = (2, '\x83') if code <= 0xffff else (4, '\x84')
    return op + code.to_bytes(size, 'little').decode('latin-1')


def pickle_top_level(saving, module, name):
    """GLOBAL, as protocols before 4 have it."""
    protocol = pickle_protocol(saving)
    if protocol < 3 and pickle_fixes_imports(saving):
        compat = library_import('_compat_pickle')
        if (module, name) in compat.REVERSE_NAME_MAPPING:
            module, name = compat.REVERSE_NAME_MAPPING[(module, name)]
        elif module in compat.REVERSE_IMPORT_MAPPING:
            module = compat.REVERSE_IMPORT_MAPPING[module]
    encoding = 'utf-8' if protocol >= 3 else 'ascii'
    first = pickle_encoded(module, encoding)
    if first is None:
        raise_pickling_error(f"can't pickle module identifier {module!r} using pickle protocol {protocol}")
    second = pickle_encoded(name, encoding)
    if second is None:
        raise_pickling_error(f"can't pickle global identifier {name!r} using pickle protocol {protocol}")
    return (1, f'c{first}\n{second}\n', None)


def pickle_encoded(text, encoding):
    try:
        return text.encode(encoding).decode('latin-1')
    except UnicodeEncodeError:
        return None


def pickle_module_of(obj, name, path):
    """Name of the module in which an object is found by its name; an error where it is in none."""
    module_name = getattr(obj, '__module__', None)
    if '<locals>' in path:
        raise_pickling_error(f"Can't pickle local object {obj!r}")
    if module_name is None:
        for module_name, module in sys_modules().copy().items():
            if module_name in ('__main__', '__mp_main__') or module is None:
                continue
            if pickle_found(module, path) is obj:
                return module_name
        module_name = '__main__'
    try:
        __import__(module_name, level=0)
        module = sys_modules()[module_name]
    except (ImportError, ValueError, KeyError) as error:
        raise_pickling_error(f"Can't pickle {obj!r}: {error!s}")
    missing = [None]
    found = module
    try:
        for part in path:
            found = getattr(found, part)
    except AttributeError:
        raise_pickling_error(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}")
    if found is not obj:
        raise_pickling_error(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
    return module_name


def pickle_found(module, path):
    """None where there is nothing: that is no global's value."""
    for part in path:
        module = getattr(module, part, None)
    return module


# -- unpickling ------------------------------------------------------------------------------------------------------------

def pickle_load(file, fix_imports, encoding, errors, buffers):
    encoding, errors = pickle_coding('load', encoding, errors)
    methods = pickle_file_methods(file)
    loading = pickle_loading(bool(fix_imports), encoding, errors, pickle_iterator(buffers), *methods)
    return pickle_loading_on(loading, *pickle_load_on(loading))


def pickle_loads(data, fix_imports, encoding, errors, buffers):
    encoding, errors = pickle_coding('loads', encoding, errors)
    if not is_buffer(data) and not has_special(data, '__buffer__'):
        raise TypeError(f"a bytes-like object is required, not {type_name(data)!r}")
    loading = pickle_loading(bool(fix_imports), encoding, errors, pickle_iterator(buffers), None, None, None)
    with memoryview(data) as view:
        pickle_load_bytes(loading, view)
    return pickle_loading_on(loading, *pickle_load_on(loading))


def pickle_coding(function, encoding, errors):
    for given, name in ((encoding, 'encoding'), (errors, 'errors')):
        if not isinstance(given, str):
            raise TypeError(f"{function}() argument '{name}' must be str, not {type_name(given)}")
    return exact_text(encoding), exact_text(errors)


def pickle_iterator(buffers):
    return None if buffers is None else iter(buffers)


def pickle_file_methods(file):
    peek = getattr(file, 'peek', None)
    read = getattr(file, 'read', None)
    readline = getattr(file, 'readline', None)
    if read is None or readline is None:
        raise TypeError("file must have 'read' and 'readline' attributes")
    return read, readline, peek


def unpickler_init(unpickler, file, fix_imports, encoding, errors, buffers):
    encoding, errors = pickle_coding('Unpickler', encoding, errors)
    methods = pickle_file_methods(file)
    unpickler_set_up(unpickler, bool(fix_imports), encoding, errors, pickle_iterator(buffers), *methods)


def unpickler_load(unpickler):
    loading = unpickler_loading(unpickler, getattr(unpickler, 'persistent_load', None))
    return pickle_loading_on(loading, *pickle_load_on(loading))


def pickle_loading_on(loading, what, a, b, c):
    while what != 'done':
        if what == 'read':
            pickle_read_more(loading, a, b, c)
            what, a, b, c = pickle_load_on(loading)
        elif what == 'build':
            pickle_build(a, b)
            what, a, b, c = pickle_load_on(loading)
        elif what in ('append', 'setitems', 'add', 'update'):
            pickle_fill(what, a, b)
            what, a, b, c = pickle_load_on(loading)
        else:
            what, a, b, c = pickle_load_with(loading, pickle_value(loading, what, a, b, c))
    if pickle_unpickler(loading) is not None or pickle_load_file(loading)[0] is not None:
        pickle_pass_over(loading, None)
    return a


def pickle_value(loading, what, a, b, c):
    if what == 'find':
        return pickle_find(loading, a, b)
    if what == 'call':
        if not isinstance(b, tuple):
            raise TypeError('argument list must be a tuple')
        return a(*b)
    if what == 'new':
        return pickle_new(a, b, c)
    if what == 'instance':
        return pickle_instance(a, b)
    if what == 'inst':
        return pickle_instance(pickle_find(loading, a, b), c)
    if what == 'persistent':
        load = pickle_load_persistent(loading)
        if load is None:
            pickle_error('A load persistent id instruction was encountered, but no persistent_load function was specified.')
        return load(a)
    if what == 'extension':
        return pickle_by_code(loading, a)
    if what == 'frozenset':
        return frozenset(a)
    if what == 'unescape':
        a = library_import('codecs').escape_decode(a)[0]
        what = 'decode'
    if what == 'decode':
        encoding, errors = pickle_load_coding(loading)
        return a if encoding == 'bytes' else a.decode(encoding, errors)
    return pickle_buffer_value(loading, what, a)


def pickle_buffer_value(loading, what, a):
    if what == 'readonly':
        with memoryview(a) as view:
            return a if view.readonly else view.toreadonly()
    buffers = pickle_load_buffers(loading)
    if buffers is None:
        pickle_error('pickle stream refers to out-of-band data but no *buffers* argument was given')
    missing = [None]
    found = next(buffers, missing)
    if found is missing:
        pickle_error('not enough out-of-band buffers')
    return found


# -- files

def pickle_pass_over(loading, at):
    used = pickle_shown(loading, at)
    if used > 0:
        pickle_load_file(loading)[0](used)


def pickle_read_more(loading, size, at, first):
    """The next bytes, or a line; shown ones where the file can show them."""
    read, readline, peek = pickle_load_file(loading)
    pickle_pass_over(loading, at)
    if size < 0:
        data = pickle_bytes_read(readline(), 'readline')
        if not data.endswith(b'\n'):
            pickle_error('pickle data was truncated')
        pickle_feed(loading, at, data, False)
        return
    if peek is not None and size < 131072:
        shown = None
        try:
            shown = peek(131072)
        except NotImplementedError:
            pickle_no_peek(loading)
        if shown is not None and len(shown) >= size:
            pickle_feed(loading, at, shown, True)
            return
    data = pickle_bytes_read(read(size), 'read')
    if len(data) < size:
        if first:
            raise EOFError('Ran out of input')
        pickle_error('pickle data was truncated')
    pickle_feed(loading, at, data, False)


def pickle_bytes_read(data, method):
    if not isinstance(data, bytes):
        raise ValueError(f'{method}() returned non-bytes object ({type(data)!r})')
    return data


# -- objects

def pickle_find(loading, module, name):
    unpickler = pickle_unpickler(loading)
    if unpickler is not None:
        return unpickler.find_class(module, name)
    return pickle_find_class(module, name, pickle_load_protocol(loading), pickle_load_fixes(loading))


def pickle_find_class(module, name, protocol, fix_imports):
    if pickle_is_listed():
        if is_hooked():
            run_audit_hooks('pickle.find_class', (module, name))
    elif is_auditing():
        audit_and_hook('pickle.find_class', (module, name))
    if protocol < 3 and fix_imports:
        compat = library_import('_compat_pickle')
        if (module, name) in compat.NAME_MAPPING:
            module, name = compat.NAME_MAPPING[(module, name)]
        elif module in compat.IMPORT_MAPPING:
            module = compat.IMPORT_MAPPING[module]
    pickle_admit(module, name)
    __import__(module, level=0)
    found = sys_modules()[module]
    if protocol < 4 or '.' not in name:
        return getattr(found, name)
    try:
        for part in name.split('.'):
            found = getattr(found, part)
    except AttributeError:
        raise AttributeError(f"Can't resolve path {name!r} on module {module!r}")
    return found


def pickle_admit(module, name):
    """The supervisor's word on what a pickle names, where its policy has a list."""
    if not pickle_is_listed():
        return
    refused = None
    try:
        system_unannounced('unpickle', exact_text(module), exact_text(name))
    except PermissionError as error:
        refused = error.strerror
    if refused is not None:
        pickle_error(refused)


def pickle_by_code(loading, code):
    copyreg = library_import('copyreg')
    missing = [None]
    found = copyreg._extension_cache.get(code, missing)
    if found is not missing:
        return found
    key = copyreg._inverted_registry.get(code)
    if key is None:
        raise ValueError(f'unregistered extension code {code}')
    if not isinstance(key, tuple) or len(key) != 2 or not isinstance(key[0], str) or not isinstance(key[1], str):
        raise ValueError(f"_inverted_registry[{code}] isn't a 2-tuple of strings")
    found = pickle_find(loading, *key)
    copyreg._extension_cache[code] = found
    return found


def pickle_new(cls, args, more):
    op = 'NEWOBJ' if more is None else 'NEWOBJ_EX'
    if not isinstance(cls, type):
        pickle_error(f'{op} class argument must be a type, not {type_name(cls)}')
    if not isinstance(args, tuple):
        pickle_error(f'{op} args argument must be a tuple, not {type_name(args)}')
    if more is None:
        return cls.__new__(cls, *args)
    if not isinstance(more[0], dict):
        pickle_error(f'{op} kwargs argument must be a dict, not {type_name(more[0])}')
    return cls.__new__(cls, *args, **more[0])


def pickle_instance(cls, args):
    if args or not isinstance(cls, type) or hasattr(cls, '__getinitargs__'):
        return cls(*args)
    return cls.__new__(cls)


def pickle_build(inst, state):
    missing = [None]
    setstate = getattr(inst, '__setstate__', missing)
    if setstate is not missing:
        setstate(state)
        return
    slots = missing
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        if not isinstance(state, dict):
            pickle_error('state is not a dictionary')
        if not pickle_set_attributes(inst, state):
            attributes = inst.__dict__
            for key, value in state.items():
                attributes[key] = value
    if slots is not missing:
        if not isinstance(slots, dict):
            pickle_error('slot state is not a dictionary')
        for key, value in slots.items():
            setattr(inst, key, value)


def pickle_fill(what, container, items):
    if what == 'append':
        extend = getattr(container, 'extend', None)
        if extend is not None:
            extend(items)
            return
        append = container.append
        for item in items:
            append(item)
    elif what == 'setitems':
        for i in range(0, len(items), 2):
            container[items[i]] = items[i + 1]
    elif what == 'update':
        set.update(container, items)
    else:
        add = container.add
        for item in items:
            add(item)
