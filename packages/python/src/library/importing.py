# The import system (Language reference, chapter 5): sys.modules, native modules, library modules, the cell's finder.

def import_name(name, globals, locals, fromlist, level):
    """__import__: what the import statement asks for."""
    if not isinstance(name, str):
        raise TypeError('module name must be a string')
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        full = resolve_relative(name, globals, level)
    elif not name:
        raise ValueError('Empty module name')
    else:
        full = name
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
    if hasattr(module, '__path__'):
        import_submodules(module, fromlist, False)
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
        return module
    return load_module(name, modules)


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
    spec = find_module_spec(name, path)
    if spec is None:
        import_refused(name)
        raise ModuleNotFoundError(f'No module named {name!r}', name=name)
    module = load_by_spec(spec)
    if dot:
        try:
            setattr(modules[parent], child, module)
        except AttributeError:
            pass
    return module


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


def import_submodules(module, names, from_all):
    """`from package import name`: a name that is no attribute may be a submodule."""
    for name in names:
        if not isinstance(name, str):
            where = module.__name__ + '.__all__' if from_all else "``from list''"
            raise TypeError(f'Item in {where} must be str, not {type(name).__name__}')
        if name == '*':
            if not from_all and hasattr(module, '__all__'):
                import_submodules(module, module.__all__, True)
        elif not hasattr(module, name):
            full = f'{module.__name__}.{name}'
            failed = None
            try:
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
        d = getattr(module, '__dict__', None)
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
    kind = native_module_kind(name)
    if kind is None:
        return None
    if kind == 'native':
        return make_spec(name, builtin_importer(), 'built-in', None, False)
    return make_spec(name, frozen_importer(), 'frozen', [] if kind == 'package' else None, False)


def exec_library_module(module):
    run_module_code(library_module_code(module.__name__), module.__dict__)


def find_source_spec(name):
    found = find_source(name)
    if found is None:
        return None
    filename, is_package = found
    locations = [filename.rpartition('/')[0]] if is_package else None
    return make_spec(name, source_loader(name, filename), filename, locations, True)


def exec_source_module(loader, module):
    code = source_module_code(loader.name)
    if code is None:
        code = compile_module(loader.get_source(loader.name), loader.path)
    run_module_code(code, module.__dict__)


def spec_repr(spec):
    parts = [f'name={spec.name!r}', f'loader={spec.loader!r}']
    if spec.origin is not None:
        parts.append(f'origin={spec.origin!r}')
    if spec.submodule_search_locations is not None:
        parts.append(f'submodule_search_locations={spec.submodule_search_locations}')
    return f'{type(spec).__name__}({", ".join(parts)})'


def create_native_module(spec):
    return native_module(spec.name)


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
