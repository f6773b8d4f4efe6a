"""The import system's own module, as far as a cell has it."""
import sys

from _import_types import BuiltinImporter, FrozenImporter, ModuleSpec


def _find_spec(name, path, target=None):
    for finder in sys.meta_path:
        find = getattr(finder, 'find_spec', None)
        spec = None if find is None else find(name, path, target)
        if spec is not None:
            return spec
    return None


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader."""
    if origin is None and hasattr(loader, 'get_filename'):
        from importlib._bootstrap_external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def module_from_spec(spec):
    """A new module with the import attributes of a spec."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    _init_module_attrs(spec, module)
    return module


def _init_module_attrs(spec, module, *, override=False):
    if override or getattr(module, '__name__', None) is None:
        module.__name__ = spec.name
    for name, value in _attributes_of(spec):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    return module


def _attributes_of(spec):
    yield '__loader__', spec.loader
    yield '__package__', spec.parent
    yield '__spec__', spec
    if spec.submodule_search_locations is not None:
        yield '__path__', spec.submodule_search_locations
    if spec.has_location:
        yield '__file__', spec.origin
        if spec.cached is not None:
            yield '__cached__', spec.cached


def _load(spec):
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except:
        sys.modules.pop(spec.name, None)
        raise
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
    return module


def _load_module_shim(self, fullname):
    return _load(spec_from_loader(fullname, self))


def _call_with_frames_removed(f, *args, **kwds):
    return f(*args, **kwds)


def _resolve_name(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]
