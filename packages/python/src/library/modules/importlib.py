"""The import system from the program's side."""
import sys
from _import_types import ModuleSpec as _ModuleSpec

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']
__path__ = []


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """What the import statement does."""
    import builtins
    return builtins.__import__(name, globals, locals, fromlist, level)


def invalidate_caches():
    """Ask each finder on sys.meta_path to forget what it knows."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module; a relative name needs the package that it is relative to."""
    level = 0
    if name.startswith('.'):
        if not package:
            raise TypeError(
                f"the 'package' argument is required to perform a relative import for {name!r}"
            )
        for c in name:
            if c != '.':
                break
            level += 1
    full = name if level == 0 else _resolve(name[level:], package, level)
    import builtins
    builtins.__import__(full)
    return sys.modules[full]


def _resolve(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


def __getattr__(name):
    if name in ('_bootstrap', '_bootstrap_external'):
        return import_module(f'importlib.{name}')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


_reloading = {}


def reload(module):
    """Run a module's code again in its namespace."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError('reload() argument must be a module') from None
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        from importlib.util import find_spec
        spec = module.__spec__ = _find(name)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        spec.loader.exec_module(module)
        return sys.modules[name]
    finally:
        _reloading.pop(name, None)


def _find(name, path=None):
    for finder in sys.meta_path:
        find = getattr(finder, 'find_spec', None)
        spec = None if find is None else find(name, path, None)
        if spec is not None:
            return spec
    return None
