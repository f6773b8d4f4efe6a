"""Helpers for finders and loaders."""
import sys
from _frozen_importlib import ModuleSpec
from importlib import _find, _resolve

MAGIC_NUMBER = b'\x00\x00\r\n'


def resolve_name(name, package):
    """The absolute form of a relative module name."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = 0
    for c in name:
        if c != '.':
            break
        level += 1
    return _resolve(name[level:], package, level)


def find_spec(name, package=None):
    """The spec of a module, or None; a submodule's parents are imported."""
    full = resolve_name(name, package) if name.startswith('.') else name
    if full in sys.modules:
        module = sys.modules[full]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f'{name}.__spec__ is not set') from None
        if spec is None:
            raise ValueError(f'{name}.__spec__ is None')
        return spec
    parent = full.rpartition('.')[0]
    path = None
    if parent:
        package = __import__(parent, fromlist=['__path__'])
        try:
            path = package.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(
                f'__path__ attribute not found on {parent!r} while trying to find {full!r}', name=full
            ) from e
    return _find(full, path)


def module_from_spec(spec):
    """A new module with the import attributes of a spec."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    module.__name__ = spec.name
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    module.__spec__ = spec
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader."""
    if is_package is None:
        try:
            is_package = loader.is_package(name)
        except (AttributeError, ImportError):
            is_package = False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)
