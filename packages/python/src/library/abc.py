# Abstract base classes (PEP 3119): what ABCMeta asks `_abc` to do. Also the end of a program (atexit).

def abc_init(cls):
    """Find the abstract methods and give the class its registry and caches."""
    names = set()
    for name, value in list(cls.__dict__.items()):
        if getattr(value, '__isabstractmethod__', False):
            names.add(name)
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            value = getattr(cls, name, None)
            if getattr(value, '__isabstractmethod__', False):
                names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    flags = cls.__dict__.get('__abc_tpflags__')
    if flags is not None:
        del cls.__abc_tpflags__
    cls._abc_impl = abc_new_data(cls, flags)


def abc_register(cls, sub):
    if not is_class(sub):
        raise TypeError('Can only register classes')
    if issubclass(sub, cls):
        return sub
    if issubclass(cls, sub):
        raise RuntimeError('Refusing to create an inheritance cycle')
    abc_add(cls, sub)
    return sub


def abc_instancecheck(cls, o):
    claimed = o.__class__
    if abc_cached(cls, claimed) == 1:
        return True
    real = type(o)
    if real is claimed:
        if abc_cached(cls, claimed) == 0:
            return False
        return cls.__subclasscheck__(claimed)
    if cls.__subclasscheck__(claimed):
        return True
    return cls.__subclasscheck__(real)


def abc_subclasscheck(cls, sub):
    if not is_class(sub):
        raise TypeError('issubclass() arg 1 must be a class')
    known = abc_cached(cls, sub)
    if known >= 0:
        return known == 1
    answer = cls.__subclasshook__(sub)
    if answer is not NotImplemented:
        if answer is not True and answer is not False:
            raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
        abc_remember(cls, sub, answer)
        return answer
    if cls in sub.__mro__:
        abc_remember(cls, sub, True)
        return True
    for registered in abc_registry(cls):
        if issubclass(sub, registered):
            abc_remember(cls, sub, True)
            return True
    for derived in cls.__subclasses__():
        if issubclass(sub, derived):
            abc_remember(cls, sub, True)
            return True
    abc_remember(cls, sub, False)
    return False


def abc_dump(cls):
    registry, cache, negative, version = abc_caches(cls)
    return set(registry), set(cache), set(negative), version


# -- atexit ----------------------------------------------------------------------------------------------------------------

def atexit_unregister(functions, f):
    functions[:] = [entry for entry in functions if not (entry[0] == f)]


def run_atexit():
    """Call what was registered, the last first; an exception is shown and the others still run."""
    functions = atexit_functions()
    while functions:
        f, args, kwargs = functions.pop()
        failed = None
        try:
            f(*args, **kwargs)
        except BaseException as e:
            failed = e
        if failed is not None:
            unraisable(failed, 'Exception ignored in atexit callback ' + safe_text(f, 'function', True), None)
