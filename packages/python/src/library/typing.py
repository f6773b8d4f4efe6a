# Type hints: what looks into the arguments of generic aliases, unions and type parameters.


def type_text(o):
    """How a type shows inside another one."""
    if o is ...:
        return '...'
    if is_none_type(o):
        return 'None'
    if isinstance(o, list):
        return '[' + ', '.join([type_text(x) for x in o]) + ']'
    if getattr(o, '__origin__', None) is not None and getattr(o, '__args__', None) is not None:
        return repr(o)
    qualname = getattr(o, '__qualname__', None)
    module = getattr(o, '__module__', None)
    if qualname is None or module is None:
        return repr(o)
    return str(qualname) if module == 'builtins' else f'{module}.{qualname}'


def const_evaluator_repr(value):
    return f'<constevaluator {value!r}>'


# -- generic aliases ----------------------------------------------------------------------------------------------------

def make_generic_alias(origin, item):
    return new_generic_alias(origin, item, False)


def alias_item_text(o):
    if is_none_type(o):
        return 'NoneType'
    return type_text(o)


def generic_alias_repr(origin, args, starred):
    inner = ', '.join([alias_item_text(x) for x in args]) if args else '()'
    return ('*' if starred else '') + alias_item_text(origin) + '[' + inner + ']'


def generic_alias_hash(origin, args):
    return hash(origin) ^ hash(args)


def generic_alias_equal(origin1, origin2, args1, args2, starred):
    return starred and origin1 == origin2 and args1 == args2


def generic_alias_call(alias, origin, args, kwargs):
    o = origin(*args, **kwargs)
    try:
        o.__orig_class__ = alias
    except (AttributeError, TypeError):
        pass
    return o


def generic_alias_dir(origin, own):
    names = list(dir(origin))
    for name in own:
        if name not in names:
            names.append(name)
    return names


def starred_alias_reduce(alias):
    return (next, (iter(alias),))


def keep_parameters(alias, args):
    found = collect_parameters(args)
    set_parameters(alias, found)
    return found


def collect_parameters(args):
    """The type parameters in these arguments, each once."""
    found = []
    for arg in args:
        if is_class(arg):
            continue
        if isinstance(arg, (list, tuple)):
            inner = collect_parameters(arg)
        elif class_lookup(type(arg), '__typing_subst__', None) is not None:
            inner = (arg,)
        else:
            inner = getattr(arg, '__parameters__', ())
            if not isinstance(inner, tuple):
                continue
        for p in inner:
            if not identical_in(found, p):
                found.append(p)
    return tuple(found)


def identical_in(items, x):
    for item in items:
        if item is x:
            return True
    return False


def index_of_identical(items, x):
    i = 0
    for item in items:
        if item is x:
            return i
        i += 1
    return -1


def generic_alias_getitem(alias, item):
    return new_generic_alias(alias.__origin__, substitute(alias, alias.__args__, alias.__parameters__, item), False)


def unpack_items(items):
    """Starred aliases among the items are spread."""
    out = []
    for item in items:
        if not is_class(item):
            inner = getattr(item, '__typing_unpacked_tuple_args__', None)
            if inner is not None and not (inner and inner[-1] is ...):
                out.extend(inner)
                continue
        out.append(item)
    return tuple(out)


def substitute(alias, args, parameters, item):
    """The arguments with the parameters replaced by the items."""
    if not parameters:
        raise TypeError(f'{alias!r} is not a generic class')
    items = unpack_items(item if isinstance(item, tuple) else (item,))
    for p in parameters:
        prepare = getattr(p, '__typing_prepare_subst__', None)
        if prepare is not None:
            items = prepare(alias, items)
            if not isinstance(items, tuple):
                items = (items,)
    if len(items) != len(parameters):
        size = 'many' if len(items) > len(parameters) else 'few'
        raise TypeError(f'Too {size} arguments for {alias!r}; actual {len(items)}, expected {len(parameters)}')
    return substitute_all(args, parameters, items)


def substitute_all(args, parameters, items):
    out = []
    for arg in args:
        if is_class(arg):
            out.append(arg)
            continue
        if isinstance(arg, (list, tuple)):
            inner = substitute_all(arg, parameters, items)
            out.append(list(inner) if isinstance(arg, list) else inner)
            continue
        unpack = bool(getattr(arg, '__typing_is_unpacked_typevartuple__', False))
        if class_lookup(type(arg), '__typing_subst__', None) is not None:
            new = arg.__typing_subst__(items[index_of_identical(parameters, arg)])
        else:
            inner = getattr(arg, '__parameters__', ())
            if isinstance(inner, tuple) and inner:
                new = arg[inner_arguments(inner, parameters, items)]
            else:
                new = arg
        if unpack and isinstance(new, tuple):
            out.extend(new)
        else:
            out.append(new)
    return tuple(out)


def inner_arguments(inner, parameters, items):
    out = []
    for p in inner:
        i = index_of_identical(parameters, p)
        if i < 0:
            out.append(p)
        elif is_typevartuple(p) and isinstance(items[i], tuple):
            out.extend(items[i])
        else:
            out.append(items[i])
    return tuple(out)


# -- unions ---------------------------------------------------------------------------------------------------------------

def union_repr(args):
    return ' | '.join([type_text(x) for x in args])


def make_union(parts):
    members = []
    for part in parts:
        if part is None:
            part = type(None)
        elif isinstance(part, str):
            part = library_import('annotationlib').ForwardRef(part)
        for member in part.__args__ if is_union(part) else (part,):
            known = False
            for m in members:
                if m is member or m == member:
                    known = True
                    break
            if not known:
                members.append(member)
    if len(members) == 1:
        return members[0]
    return new_union(tuple(members))


def union_of_item(parts):
    if not parts:
        raise TypeError('Cannot take a Union of no types.')
    checked = []
    for part in parts:
        if part is not None and not is_class(part) and not isinstance(part, str) and not is_union(part):
            part = library_import('typing')._type_check(part, 'Union[arg, ...]: each arg must be a type.')
        checked.append(part)
    return make_union(checked)


def unions_equal(args1, args2, positive):
    same = len(args1) == len(args2)
    if same:
        for x in args1:
            if x not in args2:
                same = False
                break
    return same is positive


def union_hash(args):
    return hash(frozenset(args))


def union_getitem(union, item):
    return make_union(substitute(union, union.__args__, union.__parameters__, item))


def union_as_base(union):
    raise TypeError(f'Cannot subclass {union!r}')


# -- type parameters ----------------------------------------------------------------------------------------------------------

def make_typevar(name, bound, constraints):
    return new_type_param(0, name, bound, constraints)


def make_paramspec(name):
    return new_type_param(1, name, None, None)


def make_typevartuple(name):
    return new_type_param(2, name, None, None)


def set_typeparam_default(param, evaluate):
    return set_default_evaluator(param, evaluate)


def evaluate_type_param(param, field, evaluate):
    value = evaluate(1)
    set_type_param(param, field, value)
    return value


def typevar_with_checked_bound(param, bound):
    set_type_param(param, 'bound', library_import('typing')._type_check(bound, 'Bound must be a type.'))
    return param


def typevar_subst(param, arg):
    return library_import('typing')._typevar_subst(param, arg)


def typevar_prepare_subst(param, alias, args):
    parameters = alias.__parameters__
    index = parameters.index(param)
    if len(args) > index:
        return args
    if len(args) == index and param.has_default():
        return (*args, param.__default__)
    raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, expected at least {index + 1}')


def paramspec_subst(param, arg):
    return library_import('typing')._paramspec_subst(param, arg)


def paramspec_prepare_subst(param, alias, args):
    return library_import('typing')._paramspec_prepare_subst(param, alias, args)


def typevartuple_subst(param, arg):
    raise TypeError('Substitution of bare TypeVarTuple is not supported')


def typevartuple_prepare_subst(param, alias, args):
    return library_import('typing')._typevartuple_prepare_subst(param, alias, args)


def typevartuple_iter(param):
    return iter((library_import('typing').Unpack[param],))


def unpack_typevartuple(o):
    return next(iter(o))


def unpack_params(params):
    return tuple([library_import('typing').Unpack[p] if is_typevartuple(p) else p for p in params])


def paramspec_part_repr(origin, word):
    name = getattr(origin, '__name__', None)
    return f'{repr(origin) if name is None else name}.{word}'


# -- classes and aliases ----------------------------------------------------------------------------------------------------------

def subscript_generic(params):
    return library_import('typing')._GenericAlias(generic_base(), unpack_params(params))


def generic_class_getitem(cls, args, kwargs):
    return library_import('typing')._generic_class_getitem(cls, *args, **kwargs)


def generic_init_subclass(cls, args, kwargs):
    return library_import('typing')._generic_init_subclass(cls, *args, **kwargs)


def make_typealias(name, params, compute):
    return new_type_alias(name, params, compute)


def evaluate_type_alias(alias, compute):
    value = compute(1)
    set_type_alias_value(alias, value)
    return value
