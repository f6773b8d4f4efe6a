# match statements (PEP 634): what MATCH_KEYS and MATCH_CLASS do.


def match_keys(o, keys):
    seen = set()
    values = []
    missing = object()
    get = o.get
    for key in keys:
        if key in seen:
            raise ValueError(f'mapping pattern checks duplicate key ({key!r})')
        seen.add(key)
        value = get(key, missing)
        if value is missing:
            return None
        values.append(value)
    return tuple(values)


def match_class(o, cls, count, names):
    if not isinstance(cls, type):
        raise TypeError('called match pattern must be a class')
    if not isinstance(o, cls):
        return None
    attributes = []
    seen = set()
    missing = object()
    if count:
        match_args = getattr(cls, '__match_args__', missing)
        if match_args is missing:
            match_args = ()
            match_self = matches_self(cls)
        else:
            match_self = False
            if type(match_args) is not tuple:
                raise TypeError(f'{cls.__name__}.__match_args__ must be a tuple (got {type(match_args).__name__})')
        allowed = 1 if match_self else len(match_args)
        if allowed < count:
            plural = '' if allowed == 1 else 's'
            raise TypeError(f'{cls.__name__}() accepts {allowed} positional sub-pattern{plural} ({count} given)')
        if match_self:
            attributes.append(o)
        else:
            for i in range(count):
                name = match_args[i]
                if type(name) is not str:
                    raise TypeError(f'__match_args__ elements must be strings (got {type(name).__name__})')
                value = match_attribute(o, cls, name, seen, missing)
                if value is missing:
                    return None
                attributes.append(value)
    for name in names:
        value = match_attribute(o, cls, name, seen, missing)
        if value is missing:
            return None
        attributes.append(value)
    return tuple(attributes)


def match_attribute(o, cls, name, seen, missing):
    if name in seen:
        raise TypeError(f'{cls.__name__}() got multiple sub-patterns for attribute {name!r}')
    seen.add(name)
    return getattr(o, name, missing)
