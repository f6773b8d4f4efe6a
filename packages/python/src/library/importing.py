# The import system (Language reference, chapter 5): sys.modules, native modules, library modules, the cell's finder.

def import_asked(name, globals, locals, fromlist, level):
    """__import__ for the program: the supervisor is asked about each name."""
    # What is asked for is what is loaded: subclasses with methods of their own do not come further.
    level = exact_int(level)
    if not isinstance(name, str):
        raise TypeError('module name must be a string')
    if level < 0:
        raise ValueError('level must be >= 0')
    name = exact_text(name)
    full = exact_text(resolve_relative(name, globals, level)) if level > 0 else name
    if not full:
        raise ValueError('Empty module name')
    ask_import_path(full)
    module = import_name(name, full, fromlist, level)
    if fromlist and hasattr(module, '__path__'):
        import_submodules(module, fromlist, False, True)
    return module


def import_for_library(name, origin, fromlist, level):
    """An import in the text of a module of the library: unasked where it is for the library's own modules."""
    if level == 0 and not fromlist:
        return library_import(name)
    return import_for_module(name, origin, fromlist, level)


def import_for_module(name, origin, fromlist, level):
    full = name
    if level > 0:
        package = origin if is_embedded_package(origin) else origin.rpartition('.')[0]
        for i in range(1, level):
            package = package.rpartition('.')[0]
        full = f'{package}.{name}' if name else package
    admit_import_path(full)
    module = import_name(name, full, fromlist, level)
    if import_is_embedded(full):
        check_genuine(full)
    if fromlist and hasattr(module, '__path__'):
        import_submodules(module, fromlist, False, False)
    return module


def library_import(name):
    module = imported_already(name)
    return import_for_module(name, '', None, 0) if module is None else module


def ask_import_path(full):
    """`import a.b` asks for `a` and for `a.b`."""
    at = full.find('.')
    while at >= 0:
        ask_import(full[:at])
        at = full.find('.', at + 1)
    ask_import(full)


def ask_import(name):
    """The supervisor's word on a module that the program wants; a refusal is raised."""
    if import_is_decided(name):
        return
    refused = None
    try:
        import_decide(name, system('import', name))
    except ImportError as e:
        refused = e
    if refused is None:
        return
    here = import_is_embedded(name) and absent_reason(name) is None
    if here or not is_unlisted(refused):
        raise refused
    # Where a module lies its package says, which was asked for before it.
    parent = name.rpartition('.')[0]
    if parent and parent not in sys_modules():
        find_and_load(parent)
    # What the program can read it can run.
    if find_on_path(name, parent_path(name)) is None:
        raise no_module(name)
    import_decide(name, None)


def no_module(name):
    """The error; of a module of CPython's that no cell has it says why."""
    error = ModuleNotFoundError(f'No module named {name!r}', name=name)
    reason = absent_reason(name)
    if reason is not None:
        error.add_note(f'({name} is absent: {reason})')
    return error


def parent_path(name):
    parent = sys_modules().get(name.rpartition('.')[0])
    return None if parent is None else getattr(parent, '__path__', None)


def admit_import_path(full):
    at = full.find('.')
    while at >= 0:
        admit_import(full[:at])
        at = full.find('.', at + 1)
    admit_import(full)


def admit_import(name):
    """A module that the library wants: its own are there for it, others are asked for as the program's."""
    if not import_is_embedded(name):
        ask_import(name)


def ask_unless_loading(name):
    """Finders and loaders that the program calls itself ask, too."""
    name = exact_text(name)
    if not import_is_loading(name):
        ask_import_path(name)


def import_name(name, full, fromlist, level):
    """The import statement, once it is allowed."""
    module = find_and_load(full)
    if not fromlist:
        if level == 0:
            if '.' not in name:
                return module
            return find_and_load(name.partition('.')[0])
        if not name:
            return module
        cut = len(name) - len(name.partition('.')[0])
        package = full[:len(full) - cut]
        modules = sys_modules()
        if package not in modules:
            raise KeyError(f'{package!r} not in sys.modules as expected')
        return modules[package]
    return module


def resolve_relative(name, globals, level):
    """The absolute name of a relative import (PEP 328)."""
    if not isinstance(globals, dict):
        raise KeyError("'__name__' not in globals")
    package = globals.get('__package__')
    spec = globals.get('__spec__')
    if package is not None:
        if not isinstance(package, str):
            raise TypeError('package must be a string')
    elif spec is not None:
        package = spec.parent
        if not isinstance(package, str):
            raise TypeError('__spec__.parent must be a string')
    else:
        if '__name__' not in globals:
            raise KeyError("'__name__' not in globals")
        package = globals['__name__']
        if not isinstance(package, str):
            raise TypeError('__name__ must be a string')
        if '__path__' not in globals:
            package = package.rpartition('.')[0]
    if not package:
        raise ImportError('attempted relative import with no known parent package')
    base = package
    for i in range(1, level):
        if '.' not in base:
            raise ImportError('attempted relative import beyond top-level package')
        base = base.rpartition('.')[0]
    return f'{base}.{name}' if name else base


def find_and_load(name):
    modules = sys_modules()
    if name in modules:
        module = modules[name]
        if module is None:
            raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
        if import_elsewhere(name):
            wait_for_import(name)
        return module
    if import_take(name):
        return modules[name]
    module = load_module(name, modules)
    import_taken()
    return module


def load_module(name, modules):
    parent, dot, child = name.rpartition('.')
    path = None
    if dot:
        if parent not in modules:
            find_and_load(parent)
        if name in modules:
            return modules[name]
        found = modules[parent]
        path = getattr(found, '__path__', modules)
        if path is modules:
            raise ModuleNotFoundError(f'No module named {name!r}; {parent!r} is not a package', name=name)
    if is_auditing() and not import_was_asked(name):
        audit('import', name)
        if is_hooked():
            run_audit_hooks('import', import_event(name))
    import_loading(name, True)
    try:
        spec = find_module_spec(name, path)
        if spec is None:
            import_refused(name)
            raise no_module(name)
        module = load_submodule(spec, modules[parent], child) if dot else load_by_spec(spec)
    finally:
        import_loading(name, False)
    if dot:
        try:
            setattr(modules[parent], child, module)
        except AttributeError:
            pass
    return module


def load_submodule(spec, parent, child):
    """The package's spec knows meanwhile which submodules are being loaded: who asks it for one too early is told so."""
    loading = getattr(getattr(parent, '__spec__', None), '_uninitialized_submodules', None)
    if type(loading) is not list:
        return load_by_spec(spec)
    loading.append(child)
    try:
        return load_by_spec(spec)
    finally:
        if loading:
            loading.pop()


def find_module_spec(name, path):
    """Ask sys.meta_path; the cell's own finders stand in it as BuiltinImporter and PathFinder."""
    finders = sys_get('meta_path')
    if finders is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    for finder in finders:
        find = getattr(finder, 'find_spec', None)
        if find is None:
            continue
        spec = find(name, path, None)
        if spec is not None:
            return spec
    return None


def module_by_spec(spec):
    """A module object for a spec, made by its loader or new, with its import attributes."""
    module = None
    loader = spec.loader
    create = getattr(loader, 'create_module', None)
    if create is not None:
        if not hasattr(loader, 'exec_module'):
            raise ImportError('loaders that define exec_module() must also define create_module()')
        module = create(spec)
    if module is None:
        module = type(sys_module())(spec.name)
    set_import_attributes(spec, module)
    return module


def set_import_attributes(spec, module):
    values = {'__name__': spec.name, '__loader__': spec.loader, '__package__': spec.parent, '__spec__': spec}
    if spec.submodule_search_locations is not None:
        values['__path__'] = spec.submodule_search_locations
    if spec.has_location:
        values['__file__'] = spec.origin
        if spec.cached is not None:
            values['__cached__'] = spec.cached
    for name in values:
        try:
            setattr(module, name, values[name])
        except AttributeError:
            pass


def load_by_spec(spec):
    modules = sys_modules()
    name = spec.name
    module = module_by_spec(spec)
    spec._initializing = True
    try:
        modules[name] = module
        try:
            if spec.loader is not None:
                spec.loader.exec_module(module)
            elif spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=name)
        except:
            modules.pop(name, None)
            raise
        if name not in modules:
            raise KeyError(name)
        module = modules.pop(name)
        modules[name] = module
    finally:
        spec._initializing = False
    return module


def import_submodules(module, names, from_all, asked):
    """`from package import name`: a name that is no attribute may be a submodule."""
    for name in names:
        if not isinstance(name, str):
            where = module.__name__ + '.__all__' if from_all else "``from list''"
            raise TypeError(f'Item in {where} must be str, not {type(name).__name__}')
        if name == '*':
            if not from_all and hasattr(module, '__all__'):
                import_submodules(module, module.__all__, True, asked)
        elif not hasattr(module, name):
            full = exact_text(f'{module.__name__}.{name}')
            failed = None
            try:
                if asked:
                    ask_import(full)
                else:
                    admit_import(full)
                find_and_load(full)
            except ModuleNotFoundError as e:
                # The submodule itself is not there: the attribute error of `from` comes later.
                if e.name != full:
                    raise
                failed = e


def import_from(module, name):
    """`from module import name`, one name."""
    missing = sys_modules()
    value = getattr(module, name, missing)
    if value is not missing:
        return value
    package = getattr(module, '__name__', missing)
    if isinstance(package, str):
        found = missing.get(f'{package}.{name}', missing)
        if found is not missing:
            return found
    shown = package if isinstance(package, str) else '<unknown module name>'
    known = package if isinstance(package, str) else None
    spec = getattr(module, '__spec__', None)
    path = getattr(module, '__file__', None)
    if not isinstance(path, str):
        path = None
    if spec is not None and getattr(spec, '_initializing', False):
        if path is None:
            message = (
                f"cannot import name {name!r} from partially initialized module {shown!r} "
                "(most likely due to a circular import)"
            )
        else:
            message = (
                f'cannot import name {name!r} from partially initialized module {shown!r} '
                f'(most likely due to a circular import) ({path})'
            )
    elif path is None:
        message = f'cannot import name {name!r} from {shown!r} (unknown location)'
    else:
        message = f'cannot import name {name!r} from {shown!r} ({path})'
    raise import_from_error(message, known, path, name)


def import_star(module, ns):
    """`from module import *`."""
    by_all = True
    names = getattr(module, '__all__', None)
    if names is None:
        by_all = False
        d = None
        try:
            d = module.__dict__
        except AttributeError:
            pass
        if d is None:
            raise ImportError('from-import-* object has no __dict__ and no __all__')
        names = list(d.keys())
    for name in names:
        if not isinstance(name, str):
            shown = module.__name__
            if by_all:
                raise TypeError(f'Item in {shown}.__all__ must be str, not {type(name).__name__}')
            raise TypeError(f'Key in {shown}.__dict__ must be str, not {type(name).__name__}')
        if not by_all and name[:1] == '_':
            continue
        ns[name] = getattr(module, name)


# -- the cell's own finders ------------------------------------------------------------------------------------------------

def find_native_spec(name):
    """Native modules, and modules of the library that are written in Python."""
    ask_unless_loading(name)
    kind = native_module_kind(name)
    if kind is None:
        return None
    if kind == 'native':
        return make_spec(name, builtin_importer(), 'built-in', None, False)
    return make_spec(name, frozen_importer(), 'frozen', None, False)


def run_module_as_main(name):
    """The program is a module, as for `python -m`."""
    library_import('runpy')._run_module_as_main(name)


def exec_library_module(module):
    name = exact_text(module.__name__)
    ask_unless_loading(name)
    code = library_module_code(name)
    seal_module(module, name)
    run_module_code(code, module.__dict__)
    show_only(module, name)


def find_source_spec(name, path):
    ask_unless_loading(name)
    portions = None
    if not source_is_given(name):
        portions = find_on_path(name, path)
    found = find_source(name)
    if found is None:
        return namespace_spec(name, portions)
    filename, is_package = found
    locations = [filename.rpartition('/')[0]] if is_package else None
    return make_spec(name, source_loader(name, filename), filename, locations, True)


def find_on_path(name, path):
    """Sources in the cell's files, below the entries of sys.path or of a package's __path__ that the supervisor does not
    search. True: there is one, and it is the module's source now. Else the folders of that name, or None."""
    source_gone(name)
    folders = sys_get('path') if path is None else path
    tail = name.rpartition('.')[2]
    embedded = import_is_embedded(name)
    portions = []
    for folder in folders:
        if not isinstance(folder, str):
            continue
        if not folder.startswith('/'):
            folder = current_folder() + '/' + folder if folder else current_folder()
        folder = folder.rstrip('/')
        if not is_searched_folder(folder, name):
            for filename, is_package in ((f'{folder}/{tail}/__init__.py', True), (f'{folder}/{tail}.py', False)):
                source = file_contents(filename)
                if source is not None:
                    source_found(name, source, filename, is_package)
                    return True
        if not embedded and is_folder(f'{folder}/{tail}'):
            portions.append(f'{folder}/{tail}')
    return portions or None


def namespace_spec(name, portions):
    """A package without a source: all folders of its name (PEP 420)."""
    if portions is None:
        return None
    loader = library_import('importlib._bootstrap_external')._bootstrap_external.NamespaceLoader(name, portions, None)
    return make_spec(name, loader, None, portions, False)


def load_by_loader(loader, name):
    """The old way to load a module: one that is there already is loaded into once more."""
    modules = sys_modules()
    if name in modules:
        loader.exec_module(modules[name])
        return modules[name]
    bootstrap = library_import('importlib._bootstrap')._bootstrap
    return bootstrap._load(bootstrap.spec_from_loader(name, loader))


def source_resource_reader(loader):
    """What importlib.resources reads the files beside a module with."""
    return library_import('importlib.readers').readers.FileReader(loader)


def find_distributions(context):
    """What importlib.metadata finds on a path."""
    metadata = library_import('importlib.metadata').metadata
    if context is None:
        context = metadata.DistributionFinder.Context()
    return metadata.MetadataPathFinder.find_distributions(context)


def current_folder():
    try:
        return system('getcwd').rstrip('/')
    except OSError:
        return ''


def is_folder(path):
    try:
        return system('stat', path, True)[0] & 0o170000 == 0o040000
    except (OSError, ValueError):
        return False


def file_contents(path):
    try:
        fd = system('open', path, 0, 0)
    except (OSError, ValueError):
        return None
    parts = []
    try:
        while True:
            part = system('read', fd, 1048576)
            if not part:
                break
            parts.append(part)
    except OSError:
        return None
    finally:
        system('close', fd)
    return b''.join(parts)


def exec_source_module(loader, module):
    name = source_loader_name(loader)
    if not is_found_at(name, loader.path):
        run_module_code(code_of_file(loader.path), module.__dict__)
        return
    ask_unless_loading(name)
    code = source_module_code(name)
    if code is None:
        code = compile_module(source_of_module(name), loader.path)
    if code_is_embedded(code):
        seal_module(module, name)
    run_module_code(code, module.__dict__)
    part = module_part(name)
    if part is not None:
        run_module_code(library_module_code(part), module.__dict__)
    if code_is_embedded(code):
        show_only(module, name)


def code_for_program(name):
    ask_unless_loading(name)
    return library_module_code(name)


def is_found_at(name, filename):
    """Whether this is the file that the name stands for; a loader may be for any other file that the program can read."""
    found = find_source(name)
    return found is not None and found[0] == filename


def code_of_file(filename):
    source = file_contents(filename)
    if source is None:
        system('open', filename, 0, 0)
    return compile(source, filename, 'exec', dont_inherit=True)


def source_code_for_program(name, filename):
    if not is_found_at(name, filename):
        return code_of_file(filename)
    ask_unless_loading(name)
    code = source_module_code(name)
    if code is None:
        code = compile_module(source_of_module(name), filename)
    return code


def data_of_file(filename):
    import_io = library_import('_io')
    with import_io.FileIO(filename) as file:
        return file.read()


def source_is_package(name, filename):
    if is_found_at(name, filename):
        return is_embedded_package(name) or filename.endswith('/__init__.py')
    return filename.endswith('/__init__.py') and name.rpartition('.')[2] != '__init__'


def source_for_program(name, filename):
    if not is_found_at(name, filename):
        return library_import('importlib._bootstrap_external')._bootstrap_external.decode_source(data_of_file(filename))
    ask_unless_loading(name)
    return source_of_module(name)


def spec_repr(spec):
    parts = [f'name={spec.name!r}', f'loader={spec.loader!r}']
    if spec.origin is not None:
        parts.append(f'origin={spec.origin!r}')
    if spec.submodule_search_locations is not None:
        parts.append(f'submodule_search_locations={spec.submodule_search_locations}')
    return f'{type(spec).__name__}({", ".join(parts)})'


def create_native_module(spec):
    name = exact_text(spec.name)
    ask_unless_loading(name)
    return native_module(name)


def create_no_module(spec):
    return None


def spec_parent(spec):
    if spec.submodule_search_locations is None:
        return spec.name.rpartition('.')[0]
    return spec.name


def spec_cached(spec):
    return spec._cached


def spec_has_location(spec):
    return spec._set_fileattr


def spec_equal(spec, other):
    try:
        return (
            spec.name == other.name
            and spec.loader == other.loader
            and spec.origin == other.origin
            and spec.submodule_search_locations == other.submodule_search_locations
            and spec.cached == other.cached
            and spec.has_location == other.has_location
        )
    except AttributeError:
        pass
    return NotImplemented
