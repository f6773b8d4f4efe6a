"""Helpers for finders and loaders."""
import sys
from importlib import _find, _resolve
from importlib._bootstrap import module_from_spec, spec_from_loader
from importlib._bootstrap_external import (
    MAGIC_NUMBER,
    cache_from_source,
    decode_source,
    source_from_cache,
    spec_from_file_location,
)


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


class LazyLoader:
    """A loader that runs its module when an attribute of it is first asked for."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """A callable that makes lazy loaders of the loaders that `loader` makes."""
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {'__dict__': module.__dict__.copy(), '__class__': module.__class__}
        module.__class__ = _LazyModule


class _LazyModule(type(sys)):
    def _run(self):
        spec = object.__getattribute__(self, '__spec__')
        state, spec.loader_state = spec.loader_state, None
        if state is None:
            return
        object.__setattr__(self, '__class__', state['__class__'])
        before, values = state['__dict__'], object.__getattribute__(self, '__dict__')
        changed = {name: value for name, value in values.items() if name not in before or before[name] is not value}
        spec.loader.exec_module(self)
        values.update(changed)

    def __getattribute__(self, name):
        if name in ('__spec__', '__class__', '_run'):
            return object.__getattribute__(self, name)
        _LazyModule._run(self)
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        delattr(self, name)


def source_hash(source_bytes):
    """The hash of a source that compiled files keep: there are none here."""
    import hashlib
    return hashlib.blake2b(source_bytes, digest_size=8).digest()
