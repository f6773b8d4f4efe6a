"""
Restricted execution: a supervisor runs code that it does not trust in a padded cell.

    r_env = RExec()
    r_env.r_exec('import string')
    r_env.r_eval('string.upper("This is a test")')     # 'THIS IS A TEST'

The cell is a cell of its own, with the meet of this one's policy and what the class attributes say. Values come out of it
as copies; what cannot be copied (a module, a class, a function) is an RObject, which works through the cell. Objects go
into it behind a Bastion, functions and methods as functions that run here.
"""
import builtins
import io
import os
import sys

import _cells
from Bastion import BastionClass
from types import BuiltinFunctionType, FunctionType, MethodType

__all__ = ['RExec', 'RHooks', 'RModuleLoader', 'RModuleImporter', 'RObject', 'RFile', 'CellTraceback', 'CellLimit']

# The file types of the old module imp.
PY_SOURCE = 1
PY_COMPILED = 2
C_EXTENSION = 3

WRITING = "can't open files for writing in restricted mode"


class CellTraceback(Exception):
    """The text of the traceback inside a cell: the cause of an exception that came out of it."""

    def __init__(self, text):
        super().__init__(text)
        self.text = text

    def __str__(self):
        return '\n' + self.text.rstrip('\n')


class CellLimit(RuntimeError):
    """A cell has ended: it spent all of something, which `limit` names."""

    def __init__(self, limit, message):
        super().__init__(message)
        self.limit = limit


# -- what crosses ----------------------------------------------------------------------------------------------------------

class _Given:
    """The objects of this cell that another one knows by numbers."""

    def __init__(self):
        self.objects = []

    def number(self, value):
        for i, known in enumerate(self.objects):
            if known is value:
                return i
        self.objects.append(value)
        return len(self.objects) - 1

    def pack(self, value, depth=0):
        if value is None or type(value) in (bool, int, str, bytes):
            return value
        if type(value) is float:
            return ('float', '-0' if value == 0.0 and str(value)[0] == '-' else value)
        if depth > 100:
            raise ValueError('the value is nested too deeply to be given to a cell, or holds itself')
        if type(value) in (list, tuple):
            return (type(value).__name__, *[self.pack(item, depth + 1) for item in value])
        if type(value) in (set, frozenset):
            return ('set', *[self.pack(item, depth + 1) for item in value])
        if type(value) is dict:
            items = ['dict']
            for key in value:
                items.append(self.pack(key, depth + 1))
                items.append(self.pack(value[key], depth + 1))
            return tuple(items)
        if type(value) is bytearray:
            return bytes(value)
        if isinstance(value, BastionClass):
            return ('bastion', self.number(value), str(value._name_))
        if type(value) in (FunctionType, MethodType, BuiltinFunctionType):
            return ('function', self.number(value), value.__name__, None)
        raise TypeError(f'a {type(value).__name__} cannot be given to a cell: put it behind a Bastion')


def _failure(kinds, name, args, message, text, given):
    """The exception of a cell as one of this cell's: of the nearest built-in class, with a copy of its arguments."""
    cls = Exception
    for kind in kinds:
        cls = getattr(builtins, kind, None)
        if isinstance(cls, type) and issubclass(cls, BaseException):
            break
    try:
        exc = cls(*args)
    except TypeError:
        exc = Exception(message)
    if name != kinds[0]:
        exc.add_note(f'({name} in the cell)')
    if text:
        exc.__cause__ = CellTraceback(text)
    return exc





class RObject:
    """An object of a cell, held by a number: its attributes, calls and items are had inside the cell."""

    def __init__(self, rexec, number, kind):
        object.__setattr__(self, '_rexec', rexec)
        object.__setattr__(self, '_number', number)
        object.__setattr__(self, '_kind', kind)

    def _do(self, command, *args):
        return self._rexec._command(command, self._number, *args)

    def __getattr__(self, name):
        return self._do('get', name)

    def __setattr__(self, name, value):
        self._do('set', name, value)

    def __delattr__(self, name):
        self._do('delete', name)

    def __call__(self, *args, **kwargs):
        return self._do('call', args, kwargs)

    def __getitem__(self, key):
        return self._do('method', '__getitem__', (key,), {})

    def __setitem__(self, key, value):
        self._do('method', '__setitem__', (key, value), {})

    def __len__(self):
        return self._do('method', '__len__', (), {})

    def __iter__(self):
        return iter(self._do('list'))

    def __dir__(self):
        return self._do('names')

    def __str__(self):
        return self._do('str')

    def __repr__(self):
        return f'<{self._kind} of a cell: {self._do("repr")}>'


class RFile:
    """What r_open answers: a file for the program in the cell, and one to read for the supervisor."""

    def __init__(self, name, mode, buf):
        self.name = name
        self.mode = mode
        self._buf = buf
        self._file = None

    def _opened(self):
        if self._file is None:
            self._file = open(self.name, self.mode, self._buf)
        return self._file

    def __getattr__(self, name):
        if name not in FileBase.ok_file_methods and name not in ('close', 'closed'):
            raise AttributeError(name)
        return getattr(self._opened(), name)

    def __iter__(self):
        return iter(self._opened())

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


class FileBase:
    ok_file_methods = (
        'fileno', 'flush', 'isatty', 'read', 'readable', 'readline', 'readlines', 'seek', 'seekable', 'tell',
        'writable', 'write', 'writelines', '__iter__',
    )


class FileWrapper(FileBase):
    """A file of the supervisor's with those methods; to close it flushes it."""

    def __init__(self, f):
        for method in self.ok_file_methods:
            if hasattr(f, method):
                setattr(self, method, getattr(f, method))

    def close(self):
        self.flush()


# -- hooks -----------------------------------------------------------------------------------------------------------------

class RHooks:
    """The plug-in points of imports, each answered by the RExec."""

    def __init__(self, *args):
        verbose = 0
        rexec = None
        if args and type(args[-1]) in (int, bool):
            verbose = args[-1]
            args = args[:-1]
        if args and isinstance(args[0], RExec):
            rexec = args[0]
            args = args[1:]
        if args:
            raise TypeError('too many arguments')
        self.verbose = verbose
        self.rexec = rexec

    def set_rexec(self, rexec):
        self.rexec = rexec

    def get_suffixes(self):
        return self.rexec.get_suffixes()

    def is_builtin(self, name):
        return self.rexec.is_builtin(name)

    def init_builtin(self, name):
        return self.rexec.r_import(name)

    def init_frozen(self, name):
        raise SystemError("don't use this")

    def load_source(self, *args):
        raise SystemError("don't use this")

    load_compiled = load_package = load_source

    def load_dynamic(self, name, filename, file=None):
        return self.rexec.load_dynamic(name, filename, file)

    def add_module(self, name):
        return self.rexec.add_module(name)

    def modules_dict(self):
        return self.rexec.modules

    def default_path(self):
        return self.rexec.path


class RModuleLoader:
    """Loads a module by the hooks of an RExec."""

    def __init__(self, hooks=None, verbose=0):
        self.hooks = hooks
        self.verbose = verbose

    def load_module(self, name):
        return self.hooks.rexec.r_import(name)


class RModuleImporter:
    """Imports by a loader."""

    def __init__(self, loader=None, verbose=0):
        self.loader = loader
        self.verbose = verbose

    def import_module(self, name, globals={}, locals={}, fromlist=[]):
        return self.loader.hooks.rexec._import(name, fromlist)


# -- the cell --------------------------------------------------------------------------------------------------------------

class RExec:
    """A padded cell. Subclasses give the class attributes other values, and override methods."""

    ok_path = tuple(sys.path)

    ok_builtin_modules = (
        'audioop', 'array', 'binascii', 'cmath', 'errno', 'imageop', 'marshal', 'math', 'md5', 'operator', 'parser',
        'regex', 'select', 'sha', '_sre', 'strop', 'struct', 'time', '_weakref',
    )

    # Modules with sources that need nothing but those.
    ok_source_modules = (
        '__future__', 'abc', 'bisect', 'calendar', 'codecs', 'collections', 'contextlib', 'copy', 'copyreg',
        'dataclasses', 'datetime', 'enum', 'fnmatch', 'fractions', 'functools', 'hashlib', 'heapq', 'itertools', 'json',
        'keyword', 'numbers', 'pprint', 'queue', 'random', 're', 'reprlib', 'string', 'textwrap', 'token', 'tokenize',
        'traceback', 'types', 'typing', 'warnings', 'weakref', 'Bastion', 'rexec',
    )

    ok_posix_names = (
        'error', 'fstat', 'listdir', 'lstat', 'readlink', 'stat', 'times', 'uname', 'getpid', 'getppid', 'getcwd',
        'getuid', 'getgid', 'geteuid', 'getegid',
    )

    ok_sys_names = (
        'byteorder', 'copyright', 'exit', 'getdefaultencoding', 'getrefcount', 'hexversion', 'maxsize', 'maxunicode',
        'platform', 'ps1', 'ps2', 'version', 'version_info',
    )

    nok_builtin_names = ('open', 'reload', '__import__')

    ok_file_types = (C_EXTENSION, PY_SOURCE)

    # Kinds of objects whose inner attributes the cell does not see.
    hidden_attributes = (
        'function', 'method', 'class', 'instance', 'module', 'frame', 'traceback', 'generator', 'code',
    )

    def __init__(self, hooks=None, verbose=False):
        self.verbose = verbose
        self.hooks = hooks or RHooks(verbose)
        self.hooks.set_rexec(self)
        self._given = _Given()
        self._asked = False
        self._direct = None
        self._spaces = []
        self._noted = set()
        self._streams = None
        self.set_trusted_path()
        cls = type(self)
        self._cell = _cells.request('cell_make', self._given.pack(self.make_policy()), self._given.pack({
            'open': cls.r_open is not RExec.r_open,
            'import': cls.r_import is not RExec.r_import or bool(verbose),
            'classic': True,
            'argv': ['RESTRICTED'],
        }))
        self.modules = {}
        self.make_delegate_files()
        self.make_builtin()
        self.make_initial_modules()
        self.make_sys()
        self.loader = RModuleLoader(self.hooks, verbose)
        self.importer = RModuleImporter(self.loader, verbose)

    # -- what the cell is made of: override points -------------------------------------------------------------------------

    def set_trusted_path(self):
        """Only folders that are said whole are looked into for modules."""
        self.path = list(self.ok_path)
        self.trusted_path = [p for p in self.path if os.path.isabs(p) and '..' not in p.split('/')]

    def make_policy(self):
        """The policy of the cell, as a document; it never gets more than the cell around it has."""
        source = PY_SOURCE in self.ok_file_types
        always = ['builtins', '__main__', 'os', 'posix', 'sys']
        taken = [name for name in self.nok_builtin_names if name not in RExec.nok_builtin_names]
        return {
            'builtins': {'deny': taken},
            'modules': {
                'allow': always + list(self.ok_builtin_modules) + (list(self.ok_source_modules) if source else []),
                'path': list(self.trusted_path) if source else [],
            },
            'names': {
                'sys': list(self.ok_sys_names) + [
                    'argv', 'builtin_module_names', 'exc_info', 'modules', 'path', 'stderr', 'stdin', 'stdout',
                ],
                'os': list(self.ok_posix_names) + [
                    'curdir', 'environ', 'linesep', 'name', 'pardir', 'path', 'sep',
                ],
            },
            'attributes': {'hide': list(self.hidden_attributes)},
            'files': {'mounts': [{'at': '/', 'outer': '/', 'access': 'read'}], 'cwd': os.getcwd()},
            'clock': {'mode': 'real'},
            'entropy': {'mode': 'real'},
            # Cells inside the cell: as many as are left of this one's.
            'limits': {'cells': 1000},
        }

    def make_builtin(self):
        """The built-in names: `open`, `reload` and `__import__` are the cell's own."""
        self._command('built')

    def make_initial_modules(self):
        self.make_main()
        self.make_osname()

    def make_main(self):
        self.add_module('__main__')

    def make_osname(self):
        """The cell's os shows ok_posix_names; here more can be put into it."""

    def make_sys(self):
        """The cell's sys shows ok_sys_names; here more can be put into it."""

    def make_delegate_files(self):
        """The streams of the s_ methods: text for stdin is put in with set_stdin, and what is written is kept."""
        self.stdin = io.StringIO()
        self.stdout = io.StringIO()
        self.stderr = io.StringIO()

    def set_stdin(self, text):
        self.stdin = io.StringIO(text)

    # -- modules -----------------------------------------------------------------------------------------------------------

    def add_module(self, name):
        """The cell's module of this name, made where it is not there."""
        if name not in self.modules:
            self.modules[name] = self._command('module', name)
        return self.modules[name]

    def copy_except(self, src, exceptions):
        """A module of the cell with what `src` has, without some names."""
        return self.copy_only(src, [name for name in dir(src) if name not in exceptions and name[:2] != '__'])

    def copy_only(self, src, names):
        """A module of the cell with copies of these values of `src`; its functions run here."""
        dst = self.add_module(src.__name__)
        for name in names:
            try:
                value = getattr(src, name)
            except AttributeError:
                continue
            if isinstance(value, type) or type(value) is type(sys):
                continue
            try:
                setattr(dst, name, value)
            except TypeError:
                continue
        return dst

    def copy_none(self, src):
        return self.add_module(src.__name__)

    def get_suffixes(self):
        """Suffix, mode and type of files that modules come from: sources alone, whatever ok_file_types says."""
        return [('.py', 'r', PY_SOURCE)] if PY_SOURCE in self.ok_file_types else []

    def is_builtin(self, name):
        return name in self.ok_builtin_modules and name in sys.builtin_module_names

    def load_dynamic(self, name, filename, file=None):
        """No file of machine code is loaded: a module of that name that the cell has."""
        if name not in self.ok_builtin_modules:
            raise ImportError(f'untrusted dynamic module: {name}', name=name)
        return self._import(name)

    # -- execution ---------------------------------------------------------------------------------------------------------

    def r_exec(self, code, globals=None, locals=None):
        """Statements, in the cell's `__main__`, or in a namespace: a dict whose values go in and come back as copies."""
        self._run(code, 'exec', globals, locals)

    def r_eval(self, code, globals=None, locals=None):
        return self._run(code, 'eval', globals, locals)

    def r_execfile(self, file):
        with open(file, encoding='utf-8') as f:
            source = f.read()
        self._run(source, 'exec', None, None, file)

    def r_import(self, mname, globals={}, locals={}, fromlist=[]):
        """The import statement of the cell, and the supervisor's. In a subclass, call this to go on."""
        if self._asked:
            return None
        return self._import(mname, fromlist)

    def r_reload(self, m):
        name = m if isinstance(m, str) else m.__name__
        self.modules.pop(name, None)
        return self._command('reload', name)

    def r_unload(self, m):
        name = m if isinstance(m, str) else m.__name__
        self.modules.pop(name, None)
        self._command('unload', name)

    def r_open(self, file, mode='r', buf=-1):
        """The open() of the cell. In a subclass, call this with the file and the mode that it may have."""
        mode = str(mode)
        if mode not in ('r', 'rb', 'rt'):
            raise OSError(WRITING)
        opened = RFile(file, mode, buf)
        if not self._asked:
            opened._opened()
        return opened

    def r_exc_info(self):
        """The exception that is being handled, without its traceback."""
        cls, value, tb = sys.exc_info()
        return cls, value, None

    # -- the same with streams of the supervisor's -------------------------------------------------------------------------

    def s_exec(self, *args):
        return self.s_apply(self.r_exec, args)

    def s_eval(self, *args):
        return self.s_apply(self.r_eval, args)

    def s_execfile(self, *args):
        return self.s_apply(self.r_execfile, args)

    def s_import(self, *args):
        return self.s_apply(self.r_import, args)

    def s_reload(self, *args):
        return self.s_apply(self.r_reload, args)

    def s_unload(self, *args):
        return self.s_apply(self.r_unload, args)

    def s_apply(self, func, args=(), kw={}):
        self.save_files()
        try:
            self.set_files()
            return func(*args, **kw)
        finally:
            self.restore_files()

    def save_files(self):
        self._saved = self._streams

    def set_files(self):
        self._streams = (self.stdin, self.stdout, self.stderr)

    def restore_files(self):
        self._streams = self._saved

    def reset_files(self):
        self.restore_files()
        self.make_delegate_files()

    # -- messages ----------------------------------------------------------------------------------------------------------

    def get_verbose(self):
        return self.verbose

    def set_verbose(self, verbose):
        self.verbose = verbose

    def note(self, *args):
        if self.verbose:
            self.message(*args)

    def message(self, format, *args):
        print(format % args if args else format, file=sys.stderr)

    # -- the run of a command ----------------------------------------------------------------------------------------------

    def close(self):
        """The end of the cell: what it held is given back."""
        if self._cell is not None:
            cell, self._cell = self._cell, None
            _cells.request('cell_end', cell)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def __del__(self):
        if getattr(self, '_cell', None) is not None:
            self.close()

    def _import(self, name, fromlist=()):
        self._direct = name
        try:
            return self._command('import', name, list(fromlist))
        finally:
            self._direct = None

    def _run(self, code, mode, globals, locals, filename='<string>'):
        if type(code) not in (str, bytes):
            raise TypeError('code for a cell is text: code objects are made inside it')
        g = self._space(globals)
        l = g if locals is globals else self._space(locals)
        try:
            return self._command('run', code, filename, mode, g, l)
        finally:
            self._refresh(globals)
            if locals is not globals:
                self._refresh(locals)

    def _space(self, namespace):
        """A dict of the supervisor's as a namespace of the cell: what has changed in it goes in."""
        if namespace is None:
            return None
        number, known = self._space_of(namespace)
        changed = {}
        for name in namespace:
            value = namespace[name]
            if name == '__builtins__' or isinstance(value, RObject) and known.get(name) is value:
                continue
            changed[name] = value
        gone = [name for name in known if name not in namespace]
        return (number, changed, gone)

    def _space_of(self, namespace):
        for number, (known, values) in enumerate(self._spaces):
            if known is namespace:
                return number + 1, values
        self._spaces.append((namespace, {}))
        return len(self._spaces), self._spaces[-1][1]

    def _refresh(self, namespace):
        """What the cell's program has made of the namespace, as copies."""
        if namespace is None or self._cell is None:
            return
        number, known = self._space_of(namespace)
        try:
            names = self._command('namespace', number)
        except CellLimit:
            return
        now = {}
        for name, crosses, value in names:
            now[name] = value if crosses else RObject(self, *value)
        for name in known:
            if name not in now:
                namespace.pop(name, None)
        known.clear()
        for name in now:
            if not isinstance(namespace.get(name), BastionClass):
                namespace[name] = now[name]
            known[name] = namespace[name]

    def _command(self, command, *args):
        if self._cell is None:
            raise RuntimeError('the cell has ended')
        step = _cells.request('cell_run', self._cell, command, self._given.pack(args))
        while step[0] == 'call':
            self._emit(step[2], step[3])
            step = _cells.request('cell_resume', self._cell, self._answer(step[1]))
        kind, status, value, stdout, stderr, why = step
        self._emit(stdout, stderr)
        if status != 'ok':
            if status in ('limit', 'ended'):
                raise CellLimit(*why)
            raise TypeError(why[1]) if why[0] == 'TypeError' else RuntimeError(why[1])
        came = _cells.unpack(value, self._given.objects)
        if came[0] == 'value':
            return came[1]
        if came[0] == 'object':
            return RObject(self, came[1], came[2])
        kind, name, kinds, arguments, message, text = came
        raise _failure(kinds, name, arguments, message, text, self._given)

    def _emit(self, stdout, stderr):
        streams = self._streams or (None, sys.stdout, sys.stderr)
        if stdout:
            streams[1].write(stdout)
        if stderr:
            streams[2].write(stderr)

    def _answer(self, question):
        """What the program in the cell asks of this one."""
        answer = None
        failed = None
        asked = self._asked
        self._asked = True
        try:
            answer = self._answer_to(*question)
        except Exception as e:
            failed = e
        finally:
            self._asked = asked
        if failed is None:
            return answer
        if isinstance(failed, OSError) and failed.errno is not None:
            filename = failed.filename if isinstance(failed.filename, str) else None
            return ('error', failed.errno, str(failed.strerror), filename)
        name = _cells.kinds(failed)[0]
        message = str(failed.args[0]) if len(failed.args) == 1 else str(failed)
        return ('raise', name, message)

    def _answer_to(self, what, *args):
        if what == 'open':
            return self._answer_open(self.r_open(*args))
        if what == 'import':
            return self._answer_import(args[0])
        if what == 'readline':
            stdin = self._streams[0] if self._streams else sys.stdin
            return ('line', stdin.readline())
        objects = self._given.objects
        target = objects[args[0]]
        if what == 'get':
            self._method(target, args[1])
            return ('method',)
        if what == 'set' or what == 'delete':
            raise AttributeError(args[1])
        if args[1]:
            target = self._method(target, args[1])
        elif isinstance(target, BastionClass):
            raise TypeError("'Bastion' object is not callable")
        positional = _cells.unpack(args[2], objects)
        keywords = _cells.unpack(args[3], objects)
        return ('value', self._given.pack(target(*positional, **keywords)))

    def _method(self, target, name):
        if name[:2] == '__' or name in ('_get_', '_name_'):
            raise AttributeError(name)
        return getattr(target, name)

    def _answer_open(self, opened):
        if isinstance(opened, RFile) and opened._file is None:
            return ('go', opened.name, opened.mode)
        content = opened.read()
        return ('content', content.encode('utf-8') if isinstance(content, str) else bytes(content))

    def _answer_import(self, name):
        # The supervisor's own import has been through r_import.
        if self._direct is None or not (self._direct + '.').startswith(name + '.'):
            self.r_import(name)
        if self.verbose and name not in self._noted:
            self._noted.add(name)
            self.note('import %r # %s', name, self._loader_of(name))
        return ('go', name, '')

    def _loader_of(self, name):
        if name in sys.builtin_module_names:
            return "<class '_frozen_importlib.BuiltinImporter'>"
        return '<_frozen_importlib_external.SourceFileLoader object>'
