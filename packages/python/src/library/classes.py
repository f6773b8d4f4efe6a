# Classes and instances: what of their making and of attribute access needs Python code.


# -- instances ---------------------------------------------------------------------------------------------------------

def new_instance(cls, args, kwargs):
    o = cls.__new__(cls, *args, **kwargs)
    if not real_instance(o, cls):
        return o
    return init_instance(o, args, keywords_for_init(o, kwargs))


def init_instance(o, args, kwargs):
    result = bound_special(o, '__init__')(*args, **kwargs)
    if result is not None:
        raise TypeError(f"__init__() should return None, not '{type(result).__name__}'")
    return o


def finish_instance(fn, args, kw, cls, posargs, kwargs):
    """`__new__` is still to be called, as fn(*args, **kw)."""
    o = fn(*args, **kw)
    register_finalizer(o)
    if not real_instance(o, cls):
        return o
    return init_instance(o, posargs, kwargs)


def then_value(fn, args, kw, value):
    fn(*args, **kw)
    return value


def call_by_method(callable, args, kwargs):
    return bound_special(callable, '__call__')(*args, **kwargs)


def type_call(cls, args, kwargs):
    if cls is type and len(args) == 1 and not kwargs:
        return type(args[0])
    return new_instance(cls, args, kwargs)


def abstract_class_error(cls):
    names = sorted(cls.__abstractmethods__)
    plural = '' if len(names) == 1 else 's'
    shown = ', '.join([f"'{name}'" for name in names])
    raise TypeError(
        f"Can't instantiate abstract class {cls.__name__} without an implementation for abstract method{plural} {shown}"
    )


def ne_by_eq(a, b):
    result = bound_special(a, '__eq__')(b)
    return result if result is NotImplemented else not result


# -- pickling ------------------------------------------------------------------------------------------------------------

def object_reduce(self):
    return library_import('copyreg')._reduce_ex(self, 0)


def object_reduce_ex(self, protocol):
    cls = type(self)
    if class_lookup(cls, '__reduce__', None) is not class_lookup(object, '__reduce__', None):
        return self.__reduce__()
    if protocol < 2:
        return library_import('copyreg')._reduce_ex(self, protocol)
    return reduce_by_new(self, cls, library_import('copyreg'))


def reduce_by_new(self, cls, copyreg):
    args = ()
    kwargs = None
    known = True
    if class_lookup(cls, '__getnewargs_ex__', None) is not None:
        pair = bound_special(self, '__getnewargs_ex__')()
        if not isinstance(pair, tuple):
            raise TypeError(f'__getnewargs_ex__ should return a tuple, not {type(pair).__name__!r}')
        if len(pair) != 2:
            raise ValueError(f'__getnewargs_ex__ should return a tuple of length 2, not {len(pair)}')
        args, kwargs = pair
        if not isinstance(args, tuple):
            raise TypeError(
                f'first item of the tuple returned by __getnewargs_ex__ must be a tuple, not {type(args).__name__!r}'
            )
        if not isinstance(kwargs, dict):
            raise TypeError(
                f'second item of the tuple returned by __getnewargs_ex__ must be a dict, not {type(kwargs).__name__!r}'
            )
    elif class_lookup(cls, '__getnewargs__', None) is not None:
        args = bound_special(self, '__getnewargs__')()
        if not isinstance(args, tuple):
            raise TypeError(f'__getnewargs__ should return a tuple, not {type(args).__name__!r}')
    else:
        known = isinstance(self, (list, dict))
    state = state_for_pickle(self, cls, not known, copyreg)
    listitems = iter(self) if isinstance(self, list) else None
    dictitems = iter(self.items()) if isinstance(self, dict) else None
    if kwargs:
        return (copyreg.__newobj_ex__, (cls, args, kwargs), state, listitems, dictitems)
    return (copyreg.__newobj__, (cls,) + args, state, listitems, dictitems)


def bytearray_reduce(self, args):
    cls = type(self)
    return (cls, args, state_for_pickle(self, cls, False, library_import('copyreg')))


def state_for_pickle(self, cls, required, copyreg):
    if class_lookup(cls, '__getstate__', None) is class_lookup(object, '__getstate__', None):
        return default_state(self, cls, required, copyreg)
    return self.__getstate__()


def object_getstate(self):
    return default_state(self, type(self), False, library_import('copyreg'))


def default_state(self, cls, required, copyreg):
    if required and not has_plain_layout(cls):
        raise TypeError(f"cannot pickle '{class_label(cls)}' object")
    check_state_shown(self)
    state = getattr(self, '__dict__', None)
    if not state:
        state = None
    slots = {}
    for name in copyreg._slotnames(cls):
        value = getattr(self, name, slots)
        if value is not slots:
            slots[name] = value
    if slots:
        return (state, slots)
    return state


# -- making classes --------------------------------------------------------------------------------------------------------

def resolve_mro_entries(bases):
    """PEP 560: a base that is no class may stand for others."""
    out = []
    changed = False
    for base in bases:
        entries = None if is_class(base) else getattr(base, '__mro_entries__', None)
        if entries is None:
            out.append(base)
            continue
        changed = True
        found = entries(bases)
        if not isinstance(found, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        out.extend(found)
    return tuple(out) if changed else bases


def build_class(func, name, bases, kwds):
    """The class statement: `__build_class__(func, name, *bases, **kwds)`."""
    resolved = bases
    for base in bases:
        if not is_class(base):
            resolved = resolve_mro_entries(bases)
            break
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(resolved[0]) if resolved else type
    if is_class(meta):
        meta = calculate_metaclass(meta, resolved)
    if meta is type:
        ns = {}
    else:
        ns = prepare_class(meta, name, resolved, kwds)
    cell = run_class_body(func, ns)
    if resolved is not bases:
        ns['__orig_bases__'] = bases
    if kwds:
        cls = meta(name, resolved, ns, **kwds)
    else:
        cls = meta(name, resolved, ns)
    if cell is not None and is_class(cls):
        check_class_cell(cell, cls, name)
    return cls


def prepare_class(meta, name, bases, kwds):
    prepare = getattr(meta, '__prepare__', None)
    if prepare is None:
        return {}
    ns = prepare(name, bases, **kwds)
    if class_lookup(type(ns), '__getitem__', None) is None:
        shown = meta.__name__ if is_class(meta) else '<metaclass>'
        raise TypeError(f'{shown}.__prepare__() must return a mapping, not {type(ns).__name__}')
    return ns


def check_class_cell(cell, cls, name):
    found = cell_class(cell, cls)
    if found is cls:
        return
    if found is None:
        raise RuntimeError(
            f'__class__ not set defining {name!r} as {cls!r}. Was __classcell__ propagated to type.__new__?'
        )
    raise TypeError(f'__class__ set to {found!r} defining {name!r} as {cls!r}')


def new_by_metaclass(meta, args, kwargs):
    return meta.__new__(meta, *args, **kwargs)


def new_type_with_slots(meta, name, bases, ns, kw, slots):
    return build_type(meta, name, bases, ns, kw, list(slots))


def finish_class_with_mro(cls, kw):
    set_class_mro(cls, tuple(type(cls).mro(cls)))
    return finish_type(cls, kw)


def finish_class(cls, named, kw):
    for name, value in named:
        try:
            bound_special(value, '__set_name__')(cls, name)
        except BaseException as e:
            e.add_note(
                f"Error calling __set_name__ on '{type(value).__name__}' instance {name!r} in '{cls.__name__}'"
            )
            raise
    if has_plain_init_subclass(cls):
        if kw:
            raise TypeError(f'{cls.__name__}.__init_subclass__() takes no keyword arguments')
        return cls
    super(cls, cls).__init_subclass__(**kw)
    return cls


def raise_type_error_with_repr(text, value):
    raise TypeError(text + repr(value))


def set_abstract_methods(cls, value):
    mark_abstract(cls, value, bool(value))


# -- annotations (PEP 649) ----------------------------------------------------------------------------------------------------

def function_annotations(f):
    d = f.__annotate__(1)
    if not isinstance(d, dict):
        raise TypeError(f'__annotate__() must return a dict, not {type(d).__name__}')
    set_function_annotations(f, d)
    return d


def class_annotations(cls):
    annotate = cls.__annotate__
    d = {}
    if callable(annotate):
        d = annotate(1)
        if not isinstance(d, dict):
            raise TypeError(f"__annotate__() must return a dict, not {type(d).__name__}")
    class_dict_set(cls, '__annotations_cache__', d)
    return d


def module_annotations(module, d, annotate):
    annotations = annotate(1)
    if not isinstance(annotations, dict):
        raise TypeError(f'__annotate__() must return a dict, not {type(annotations).__name__}')
    d['__annotations__'] = annotations
    return annotations


# -- checks ---------------------------------------------------------------------------------------------------------------------

def instance_check_by_class(o, cls):
    claimed = getattr(o, '__class__', None)
    return is_class(claimed) and claimed is not type(o) and is_real_subclass(claimed, cls)


def subclass_check_by_bases(c, cls):
    """issubclass for objects that are no classes but have `__bases__`."""
    bases = getattr(c, '__bases__', None)
    if not isinstance(bases, tuple):
        raise TypeError('issubclass() arg 1 must be a class')
    return derives_by_bases(c, cls)


# -- attributes -------------------------------------------------------------------------------------------------------------------

def getattr_with_hook(fn, args, o, name):
    """The attribute is fn(*args); where that raises AttributeError, `__getattr__` is asked."""
    try:
        return fn(*args)
    except AttributeError:
        pass
    return bound_special(o, '__getattr__')(name)


def getattribute_then_getattr(o, name):
    try:
        return bound_special(o, '__getattribute__')(name)
    except AttributeError:
        pass
    return bound_special(o, '__getattr__')(name)


def descriptor_get(get, d, obj, cls):
    return bound_special(d, '__get__')(obj, cls)


def methods_equal(a, b, positive):
    return (a == b) is positive


def method_repr(name, self):
    return f'<bound method {name} of {self!r}>'


# -- property, classmethod, staticmethod ----------------------------------------------------------------------------------------------

def property_take_doc(p, fget, heap):
    doc = getattr(fget, '__doc__', None)
    if doc is not None:
        set_property_doc(p, doc)
    if heap:
        property_store_doc(p, doc, doc is not None)


def property_store_doc(p, doc, from_getter):
    try:
        p.__doc__ = doc
        return
    except AttributeError as e:
        error = e
    if from_getter:
        raise error


def property_copy(p, cls, fget, fset, fdel, doc):
    made = cls(fget, fset, fdel, doc)
    if isinstance(made, property):
        set_property_name(made, p)
    return made


def property_after_doc(p, fget):
    property_take_doc(p, fget, False)
    return p


def property_name(p, fget):
    name = getattr(fget, '__name__', None)
    if name is None:
        raise AttributeError("'property' object has no attribute '__name__'")
    return name


def property_is_abstract(fget, fset, fdel):
    return is_abstract(fget) or is_abstract(fset) or is_abstract(fdel)


def is_abstract(f):
    return bool(getattr(f, '__isabstractmethod__', False))


def property_unreadable(p, obj):
    property_missing(p, obj, 'getter')


def property_unsettable(p, obj):
    property_missing(p, obj, 'setter')


def property_undeletable(p, obj):
    property_missing(p, obj, 'deleter')


def wrapper_take_names(d, callable):
    for name in ('__module__', '__name__', '__qualname__', '__doc__'):
        value = getattr(callable, name, d)
        if value is not d:
            d[name] = value


def wrapper_annotation(wrapper, callable, name, d):
    value = getattr(callable, name)
    d[name] = value
    return value


def wrapper_repr(kind, callable):
    return f'<{kind}({callable!r})>'


# -- modules and namespaces --------------------------------------------------------------------------------------------------------------

def module_repr(module, d):
    name = d.get('__name__', '?')
    spec = d.get('__spec__')
    if spec is not None:
        shown = '?' if spec.name is None else spec.name
        if spec.origin is None:
            return f'<module {shown!r}>' if spec.loader is None else f'<module {shown!r} ({spec.loader!r})>'
        if spec.has_location:
            return f'<module {shown!r} from {spec.origin!r}>'
        return f'<module {spec.name!r} ({spec.origin})>'
    if '__file__' in d:
        return f'<module {name!r} from {d["__file__"]!r}>'
    if is_native_module(name, module):
        return f'<module {name!r} (built-in)>'
    loader = d.get('__loader__')
    return f'<module {name!r}>' if loader is None else f'<module {name!r} ({loader!r})>'


def module_dir(d):
    hook = d.get('__dir__')
    return list(d) if hook is None else hook()


def namespace_update(d, mapping, kwargs):
    items = mapping if isinstance(mapping, dict) else dict(mapping)
    for key in items:
        if not isinstance(key, str):
            raise TypeError('keywords must be strings')
    d.update(items)
    d.update(kwargs)


def namespace_repr(self, name, d):
    if not begin_repr(self):
        return f'{name}(...)'
    try:
        return f'{name}({", ".join([f"{key}={value!r}" for key, value in d.items() if isinstance(key, str) and key])})'
    finally:
        end_repr(self)


def namespace_replace(cls, d, changes):
    made = cls(**d)
    made.__dict__.update(changes)
    return made


# -- names in unusual namespaces -------------------------------------------------------------------------------------------------------------

def load_global(globals, builtins, name):
    try:
        return globals[name]
    except KeyError:
        pass
    return load_builtin(builtins, name)


def load_builtin(builtins, name):
    try:
        return builtins[name]
    except KeyError:
        pass
    raise_undefined_name(name)


def load_name(ns, globals, builtins, name):
    try:
        return ns[name]
    except KeyError:
        pass
    return load_global(globals, builtins, name)


# -- frame.f_locals -----------------------------------------------------------------------------------------------------------------------------

def frame_locals_update(proxy, other):
    if hasattr(other, 'keys'):
        for key in other.keys():
            proxy[key] = other[key]
    else:
        for key, value in other:
            proxy[key] = value


def frame_locals_ior(proxy, other):
    proxy.update(other)
    return proxy


# -- weak references ------------------------------------------------------------------------------------------------------------------------------

def weakref_hash(ref, target):
    h = hash(target)
    set_weakref_hash(ref, h)
    return h


def call_builtin(name, o):
    if name == 'abs':
        return abs(o)
    if name == 'int':
        return int(o)
    if name == 'float':
        return float(o)
    if name == 'next':
        return next(o)
    if name == 'bytes':
        return bytes(o)
    if name == 'reversed':
        return reversed(o)
    return bound_special(o, '__index__')()


def run_weakref_callbacks(refs):
    """After a heap walk cleared these references."""
    for ref in refs:
        callback = ref.__callback__
        if callback is None:
            continue
        try:
            callback(ref)
        except BaseException as e:
            unraisable(e, 'Exception ignored while calling weakref callback', callback)


# -- finalization ----------------------------------------------------------------------------------------------------------

def new_to_finalize(fn, args, kwargs):
    """`__new__` of a class with `__del__` is still to be called, as fn(*args, **kwargs)."""
    o = fn(*args, **kwargs)
    register_finalizer(o)
    return o


def collect_garbage():
    """A walk over the heap: finalizers, then the callbacks of weak references."""
    dead, cleared = walk_heap(True)
    run_weakref_callbacks(cleared)
    if dead:
        run_finalizers(dead)
        dead, cleared = walk_heap(False)
        run_weakref_callbacks(cleared)
    return 0


def collect_when_due():
    try:
        collect_garbage()
    finally:
        finalization_done()


def run_finalizers(dead):
    while dead:
        finalize(dead.pop())


def finalize(o):
    if is_coroutine_or_generator(o):
        finalize_generator(o)
        return
    if not has_finalizer(o):
        return
    try:
        bound_special(o, '__del__')()
    except BaseException as e:
        method = class_lookup(type(o), '__del__', None)
        unraisable(e, 'Exception ignored while calling deallocator ' + safe_text(method, 'object', True), None)


def finalize_generator(gen):
    try:
        if not was_started(gen):
            find_and_load('warnings')._warn_unawaited_coroutine(gen)
            gen.close()
            return
        hook = asyncgen_finalizer(gen)
        if hook is None:
            close_generator(gen)
        else:
            hook(gen)
    except BaseException as e:
        unraisable(e, 'Exception ignored while closing generator ' + safe_text(gen, 'object', True), None)


def finish_program():
    """The end of a program. Finalizers may make what has finalizers: that comes to an end."""
    finish_threads()
    run_atexit()
    for _ in range(3):
        dead = all_to_finalize()
        if not dead:
            break
        run_finalizers(dead)

