# Namespaces of restricted code that its host keeps by number, and the guards that stand in them where it gives none.

def restricted_command(command, number, args):
    """('value', v), or ('object', type) for what does not cross."""
    value = restricted_do(cells_state().setdefault('restricted', {}), command, number, args)
    return ('value', value) if cells_crosses(value) else ('object', type_label(value))


def restricted_do(spaces, command, number, args):
    if command == 'open':
        number = max(spaces, default=0) + 1
        spaces[number] = restricted_space(*args)
        return number
    if command == 'close':
        spaces.pop(number, None)
        return None
    if number not in spaces:
        raise ReferenceError('the namespace is closed')
    space = spaces[number]
    if command == 'run':
        return eval(code_from_outside(*args), space)
    if command == 'call':
        name, positional, keywords = args
        if name not in space:
            raise NameError(f'name {name!r} is not defined', name=name)
        return space[name](*positional, **keywords)
    if command == 'set':
        return space.update(args)
    if command == 'get':
        return (True, space[args]) if args in space else None
    if command == 'printed':
        collector = space.get('_print')
        return '' if collector is None else collector()
    raise ValueError(f'no command {command!r}')


def restricted_space(builtins, modules, names):
    package = library_import('RestrictedPython')
    guards = package.Guards
    offered = {}
    for kind in builtins:
        offered.update(getattr(package, kind + '_builtins'))
    offered['getattr'] = guards.safer_getattr_raise
    if modules:
        offered['__import__'] = restricted_import(modules)
    space = {
        '__builtins__': offered,
        '__name__': 'restricted',
        '__metaclass__': restricted_class,
        '_getattr_': guards.safer_getattr_raise,
        '_getitem_': package.Eval.default_guarded_getitem,
        '_getiter_': package.Eval.default_guarded_getiter,
        '_iter_unpack_sequence_': guards.guarded_iter_unpack_sequence,
        '_unpack_sequence_': guards.guarded_unpack_sequence,
        '_write_': guards.full_write_guard,
        '_inplacevar_': restricted_inplace,
        '_apply_': restricted_apply,
        '_print_': package.PrintCollector,
    }
    space.update(names)
    return space


def restricted_class(name, bases, namespace):
    """Instances of the classes of restricted code may be written to by it."""
    made = type(name, bases, namespace)
    made._guarded_writes = 1
    return made


def restricted_inplace(sign, x, y):
    if sign == '+=':
        x += y
    elif sign == '-=':
        x -= y
    elif sign == '*=':
        x *= y
    elif sign == '/=':
        x /= y
    elif sign == '//=':
        x //= y
    elif sign == '%=':
        x %= y
    elif sign == '**=':
        x **= y
    elif sign == '@=':
        x @= y
    elif sign == '<<=':
        x <<= y
    elif sign == '>>=':
        x >>= y
    elif sign == '&=':
        x &= y
    elif sign == '|=':
        x |= y
    else:
        x ^= y
    return x


def restricted_apply(f, *args, **kwargs):
    return f(*args, **kwargs)


def restricted_import(modules):
    """`import` for these modules, as far as the policy of the cell has them."""
    def guarded_import(name, globals=None, locals=None, fromlist=(), level=0):
        # Without a list of names, the first part of the name is what the program gets.
        if level or name not in modules or not fromlist and name.partition('.')[0] not in modules:
            raise ImportError(f'import of {name!r} is not allowed in restricted code', name=name)
        return import_asked(name, globals, locals, fromlist, 0)
    return guarded_import
