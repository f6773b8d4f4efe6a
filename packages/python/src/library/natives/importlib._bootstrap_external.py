"""The import system's module of files, as far as a cell has it: sources are read, nothing compiled is written or read."""
import sys

from _import_types import ModuleSpec, PathFinder, SourceFileLoader

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []
MAGIC_NUMBER = b'\x2b\x0e\x0d\x0a'
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, 'little')
_PYCACHE = '__pycache__'


def _split(path):
    head, _, tail = path.rpartition('/')
    return head, tail


def _join(*parts):
    return '/'.join(part.rstrip('/') if part != '/' else '' for part in parts if part)


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the compiled file of a source would be (PEP 3147)."""
    if debug_override is not None:
        if optimization is not None:
            raise TypeError('debug_override or optimization must be set to None')
        optimization = '' if debug_override else 1
    import os
    head, tail = _split(os.fspath(path))
    base, dot, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = f'{base if base else rest}{dot}{tag}'
    if optimization is None:
        optimization = '' if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name = f'{name}.opt-{optimization}'
    file = f'{name}.pyc'
    if sys.pycache_prefix is not None:
        return _join(sys.pycache_prefix, os.path.abspath(head).lstrip('/'), file)
    return _join(head, _PYCACHE, file) if head != '/' else f'/{_PYCACHE}/{file}'


def source_from_cache(path):
    """The source of a compiled file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    import os
    path = os.fspath(path)
    head, file = _split(path)
    head, folder = _split(head)
    if folder != _PYCACHE:
        raise ValueError(f'{_PYCACHE} not bottom-level directory in {path!r}')
    dots = file.count('.')
    if dots not in (2, 3):
        raise ValueError(f'expected only 2 or 3 dots in {file!r}')
    if dots == 3:
        optimization = file.rsplit('.', 2)[-2]
        if not optimization.startswith('opt-'):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not optimization[4:].isalnum():
            raise ValueError(f'optimization level {optimization!r} is not an alphanumeric value')
    return _join(head, file.partition('.')[0] + '.py')


def _get_sourcefile(bytecode_path):
    if len(bytecode_path) == 0:
        return None
    rest, _, extension = bytecode_path.rpartition('.')
    if not rest or extension.lower()[-3:-1] != 'py':
        return bytecode_path
    try:
        return source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        return bytecode_path[:-1]


def decode_source(source_bytes):
    """Text of a source, by its encoding, with lines that end in one character."""
    import io
    import tokenize
    encoding = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)[0]
    return io.IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=...):
    """A spec for a file."""
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        import os
        location = os.fspath(location)
        try:
            location = os.path.abspath(location)
        except OSError:
            pass
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        if not str(location).endswith(tuple(SOURCE_SUFFIXES)):
            return None
        loader = spec.loader = SourceFileLoader(name, location)
    if submodule_search_locations is ...:
        if hasattr(loader, 'is_package'):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(_split(location)[0])
    return spec


class _LoaderBasics:
    """What loaders of files share."""

    def is_package(self, fullname):
        base = _split(self.get_filename(fullname))[1].rsplit('.', 1)[0]
        return base == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        from importlib import _bootstrap
        return _bootstrap._load(_bootstrap.spec_from_loader(fullname, self))


class SourceLoader(_LoaderBasics):
    """What loaders of sources share."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {'mtime': self.path_mtime(path)}

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as e:
            raise ImportError('source not available through get_data()', name=fullname) from e
        return decode_source(data)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)


class FileLoader:
    """One file. What loaders of files share."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check(self, fullname):
        if fullname is not None and fullname != self.name:
            raise ImportError(f'loader for {self.name} cannot handle {fullname}', name=fullname)

    def get_filename(self, fullname=None):
        self._check(fullname)
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def get_resource_reader(self, name):
        from importlib.readers import FileReader
        return FileReader(self)


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Compiled files are not read."""

    def get_code(self, fullname):
        raise ImportError(f'a cell runs no compiled files: {self.path}', name=fullname, path=self.path)

    def get_source(self, fullname):
        return None


class ExtensionFileLoader(FileLoader):
    """There are no extensions."""

    def create_module(self, spec):
        raise ImportError(f'a cell loads no extensions: {self.path}', name=spec.name, path=self.path)

    def exec_module(self, module):
        raise ImportError(f'a cell loads no extensions: {self.path}', name=self.name, path=self.path)

    def is_package(self, fullname):
        return False

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    """There are no frameworks."""


class _NamespacePath:
    """The folders of a package that is folders alone."""

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path

    def __iter__(self):
        return iter(self._path)

    def __getitem__(self, index):
        return self._path[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._path)

    def __contains__(self, item):
        return item in self._path

    def append(self, item):
        self._path.append(item)

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'


class NamespaceLoader:
    """Loader of a package that is folders alone (PEP 420)."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


_NamespaceLoader = NamespaceLoader


class WindowsRegistryFinder:
    """There is no registry."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class FileFinder:
    """Modules of one folder."""

    def __init__(self, path, *loader_details):
        import os
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = '.' if not path or path == '.' else os.path.abspath(path)

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        import os
        tail = fullname.rpartition('.')[2]
        base = _join(self.path, tail)
        if os.path.isdir(base):
            for suffix, loader in self._loaders:
                file = _join(base, '__init__' + suffix)
                if os.path.isfile(file):
                    return spec_from_file_location(
                        fullname, file, loader=loader(fullname, file), submodule_search_locations=[base]
                    )
        for suffix, loader in self._loaders:
            file = base + suffix
            if os.path.isfile(file):
                return spec_from_file_location(
                    fullname, file, loader=loader(fullname, file), submodule_search_locations=None
                )
        if os.path.isdir(base):
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            import os
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


def _get_supported_file_loaders():
    return [
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (SourceFileLoader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    ]
