# Commands of a cell's supervisor, run inside the cell: its programs, and whatever of it the supervisor holds by a number.

def cell_command(main, name, args):
    """What came of a command: ('value', v), ('object', number, type), or ('raised', type, kinds, args, message, text)."""
    failed = None
    try:
        value = cell_do(main, name, args)
    except BaseException as e:
        failed = e
    if failed is not None:
        return cell_failure(failed)
    if cells_crosses(value):
        return ('value', value)
    return ('object', cell_keep(value), type_label(value))


def cell_failure(e):
    kinds = exception_kinds(e)
    text = ''
    message = ''
    if 'SystemExit' not in kinds:
        try:
            text = format_exception(e, exception_traceback(e))
            message = exception_message(e)
        except BaseException:
            pass
    return ('raised', type_label(e), kinds, exception_arguments(e), message, text)


def cell_do(main, name, args):
    if name == 'run':
        return cell_run(main, *args)
    if name == 'get':
        return getattr(cell_kept(main, args[0]), args[1])
    if name == 'set':
        return setattr(cell_kept(main, args[0]), args[1], args[2])
    if name == 'delete':
        return delattr(cell_kept(main, args[0]), args[1])
    if name == 'call':
        return cell_kept(main, args[0])(*args[1], **args[2])
    if name == 'method':
        return getattr(cell_kept(main, args[0]), args[1])(*args[2], **args[3])
    if name == 'repr':
        return repr(cell_kept(main, args[0]))
    if name == 'str':
        return str(cell_kept(main, args[0]))
    if name == 'list':
        return list(cell_kept(main, args[0]))
    if name == 'names':
        return dir(cell_kept(main, args[0]))
    if name == 'forget':
        cells_state()['kept'].pop(args[0], None)
        return None
    if name == 'import':
        return import_asked(args[0], main, None, args[1], 0)
    if name == 'reload':
        return cell_reload(main, args[0])
    if name == 'unload':
        del sys_modules()[args[0]]
        return None
    if name == 'module':
        return cell_module(args[0], main)
    if name == 'open':
        return open_stream(args[0], args[1], args[2], None, None, None, True, None)
    if name == 'namespace':
        return cell_names_of(cell_namespace(main, args[0]))
    if name == 'share':
        return cell_share(main, args[0], args[1])
    if name == 'built':
        classic = library_import('_classic_builtins')
        set_builtin('reload', classic.reload)
        sys_module().exc_info = classic.exc_info
        return None
    if name == 'restricted':
        return restricted_command(*args)
    raise ValueError(f'no command {name!r}')


def cell_reload(main, name):
    """A module of the library is made anew, for its code runs in no other module's namespace; others are run again."""
    modules = sys_modules()
    module = modules[name]
    loader = getattr(getattr(module, '__spec__', None), 'loader', None)
    if module_is_sealed(module) or loader is builtin_importer() or loader is frozen_importer():
        del modules[name]
        cells_state().setdefault('modules', {}).pop(name, None)
        return import_asked(name, main, None, ('*',), 0)
    return library_import('importlib').reload(module)


def cell_run(main, source, filename, mode, globals, locals):
    """Statements or an expression. A namespace is None (that of `__main__`) or (number, what it is to hold)."""
    code = compile(source, filename, mode)
    g = main if globals is None else cell_fill(main, globals)
    l = g if locals is None else cell_fill(main, locals)
    return eval(code, g, l)


def cell_fill(main, given):
    """The namespace of this number, with the values that the supervisor has set or taken away."""
    space = cell_namespace(main, given[0])
    for name in given[2]:
        space.pop(name, None)
    space.update(given[1])
    return space


def cell_namespace(main, number):
    state = cells_state()
    spaces = state.setdefault('spaces', {})
    if number not in spaces:
        spaces[number] = {}
    return spaces[number]


def cell_names_of(space):
    """Names and values of a namespace; what does not cross is ('object', number, type)."""
    out = []
    for name, value in list(space.items()):
        if type(name) is str and name != '__builtins__':
            crossing = cells_crosses(value)
            out.append((name, crossing, value if crossing else (cell_keep(value), type_label(value))))
    return out


def cell_share(main, prefix, names):
    """Values of these names, frozen, under names that no source can write."""
    for name in names:
        if name in main:
            main[prefix + name] = freeze_value(main.pop(name))


def cell_keep(value):
    state = cells_state()
    kept = state.setdefault('kept', {})
    number = state.get('next', 1)
    state['next'] = number + 1
    kept[number] = value
    return number


def cell_kept(main, number):
    if number == 0:
        return cell_module('__main__', main)
    kept = cells_state().setdefault('kept', {})
    if number not in kept:
        raise ReferenceError('the object of the cell is gone')
    return kept[number]


def cell_module(name, main):
    """sys.modules[name], made where it is not there; `__main__` is the module that programs run in."""
    state = cells_state()
    made = state.setdefault('modules', {})
    if name in made:
        found = made[name]
        sys_modules().setdefault(name, found)
        return found
    modules = sys_modules()
    if name not in modules:
        modules[name] = type(sys_module())(name)
    made[name] = modules[name]
    return made[name]
