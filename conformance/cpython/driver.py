"""Runs one of CPython's test modules with CPython's own unittest and writes a line for each test, as JSON after a marker.

A unit is a test method (`test_int.IntTestCases.test_basic`) or a text of doctest examples (`test_generators.__test__.tut`).
A module that cannot be had (the C API, processes, ...) becomes a stand-in whose use skips the test that uses it.
"""

import builtins
import codecs
import importlib.util
import json
import os
import sys
import unittest

import standin

MARK = '\x1e'

# What a test file, or a helper of CPython's own tests, may import at its top without most of its tests needing it.
ABSENT = frozenset(
    '''_asyncio _bz2 _ctypes _curses _dbm _gdbm _interpqueues _interpreters _interpchannels _lsprof _lzma _multiprocessing
    _opcode _posixshmem _posixsubprocess _pydecimal _pyio _remote_debugging _scproxy _sqlite3 _ssl _symtable _sysconfig
    _testbuffer _testcapi _testclinic _testexternalinspection _testimportmultiple _testinternalcapi _testlimitedcapi
    _testmultiphase _testsinglephase _tkinter _tracemalloc _winapi _xxtestfuzz _zstd antigravity asyncio.subprocess
    audioop bz2 cProfile cgi cgitb compileall compression ctypes curses dbm ensurepip faulthandler fcntl grp lzma
    marshal mmap msvcrt multiprocessing nt opcode pty pwd py_compile pydoc pyexpat readline resource select sqlite3 ssl syslog
    termios test.support.interpreters tkinter tracemalloc tty turtle venv winreg webbrowser xml.parsers.expat xxlimited
    xxsubtype zipimport _datetime _elementtree _uuid _locale _pickle _statistics _queue _zoneinfo _lsprof _decimal
    concurrent.futures concurrent.futures.process importlib.resources importlib.metadata importlib._bootstrap
    importlib._bootstrap_external'''.split()
)

_stdout = sys.stdout


def report(**fields):
    _stdout.write(f'{MARK}{json.dumps({key: str(value) for key, value in fields.items()})}\n')
    _stdout.flush()


def why(error):
    try:
        text = str(error)
    except BaseException as inner:
        text = f'(str failed: {type(inner).__name__})'
    text = f'{type(error).__name__}: {text}' if text else type(error).__name__
    place, tb = '', error.__traceback__
    while tb is not None:
        file = tb.tb_frame.f_code.co_filename.replace(chr(92), '/')
        if '/unittest/' not in file:
            place = f' (line {tb.tb_lineno} of {file.rpartition("/")[2]})'
        tb = tb.tb_next
    return text.strip()[:400] + place


def load(full):
    """Imports a module of tests; what it needs and cannot have gets a stand-in, and the import is tried again."""
    if full.startswith('test.test_asyncio'):
        prepare_asyncio()
    if full.startswith('test.test_pathlib'):
        prepare_pathlib()
    if full.startswith('test.test_zoneinfo'):
        prepare_zoneinfo()
    if full.startswith('test.test_zipfile'):
        # A class of its tests encodes as it is defined; it is not run.
        codecs.register(lambda name: codecs.lookup('utf-16') if name == 'shift_jis' else None)
    for _ in range(100):
        before = set(sys.modules)
        try:
            __import__(full)
            return sys.modules[full]
        except (ImportError, unittest.SkipTest) as error:
            # A module may be skipped as a whole for want of another one.
            lack = error.__context__ if isinstance(error, unittest.SkipTest) else error
            missing = getattr(lack, 'name', None)
            if missing is None or missing in sys.modules or not _is_absent(missing):
                raise
        for added in set(sys.modules) - before:
            if not isinstance(sys.modules[added], standin.StandInModule) and _is_of_tests(added):
                del sys.modules[added]
        standin.install(missing)
    raise ImportError(f'{full}: too many modules are missing')


def parts(module):
    """The files of tests in a package of them."""
    for folder in getattr(module, '__path__', ()):
        for file in sorted(os.listdir(folder)):
            if file.startswith('test') and file.endswith('.py'):
                yield f'{module.__name__}.{file[:-3]}'


def prepare_asyncio():
    """What the helpers of 3.13's tests ask of the policy, and 3.14 has no more; and no sockets in files, as on Windows."""
    import asyncio
    import socket
    from asyncio import events

    if hasattr(socket, 'AF_UNIX'):
        del socket.AF_UNIX

    class ChildWatcher:
        def attach_loop(self, loop):
            pass

    asyncio.SafeChildWatcher = ChildWatcher
    asyncio.set_child_watcher = lambda watcher: None

    def get_child_watcher(self):
        raise NotImplementedError

    events._BaseDefaultEventLoopPolicy.get_child_watcher = get_child_watcher


class OfTheTree:
    """Finds modules that tests of 3.13 compare with, and that are in Python there: their tree has them beside its tests."""

    names = {
        '_pydecimal': '_pydecimal.py',
        'zoneinfo._zoneinfo': 'zoneinfo/_zoneinfo.py',
        'pathlib._abc': 'pathlib/_abc.py',
    }

    @classmethod
    def find_spec(cls, name, path, target=None):
        file = f'/tree-library/{cls.names.get(name)}'
        if name in cls.names and os.path.exists(file):
            return importlib.util.spec_from_file_location(name, file)


def prepare_pathlib():
    """What pathlib._abc of 3.13 asks of glob, and 3.14 has under another name."""
    import glob

    glob._Globber = glob._StringGlobber


def prepare_zoneinfo():
    """The zones of the tests are packed with LZMA: these are the engine's own of the same names."""
    import _timezones

    standin.install('lzma')
    from test.test_zoneinfo import test_zoneinfo as tests

    with open('/tree/test/test_zoneinfo/data/zoneinfo_data.json') as file:
        names = {tuple(lines): name for name, lines in json.load(file)['data'].items()}
    tests.ZoneInfoData._decode_text = lambda self, lines: _timezones.data(names[tuple(lines)])


def _is_absent(name):
    return name in ABSENT or name.partition('.')[0] in ABSENT or name.startswith('test.support.')


def _is_of_tests(name):
    return name == 'test' or name.startswith('test.')


class Result(unittest.TestResult):
    """Reports each test as it ends. A test with a failure in one of its subtests has failed."""

    def __init__(self, name):
        super().__init__()
        self.name = name
        self.outcome = None

    def startTest(self, test):
        super().startTest(test)
        self.outcome = None
        report(start=unit_of(test))

    def stopTest(self, test):
        super().stopTest(test)
        result, reason = self.outcome or ('ok', '')
        report(unit=unit_of(test), result=result, reason=reason)

    def _set(self, test, result, reason, keep=False):
        if not isinstance(test, (unittest.TestCase, unittest.FunctionTestCase)):
            # A fixture of a class or a module, in whose place its tests are not run.
            report(unit=f'{self.name}.{test.id()}', result=result, reason=reason)
        elif self.outcome is None or self.outcome[0] in ('ok', 'skip') and not keep:
            self.outcome = result, reason

    def addError(self, test, err):
        if isinstance(err[1], RuntimeError) and str(err[1]) == "can't start new thread":
            return self.addSkip(test, 'needs threads')
        super().addError(test, err)
        self._set(test, 'error', why(err[1]))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._set(test, 'fail', why(err[1]))

    def addSkip(self, test, reason):
        self._set(test, 'skip', reason, True)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._set(test, 'fail' if issubclass(err[0], test.failureException) else 'error', why(err[1]))

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._set(test, 'fail', 'unexpected success')

    # What failed is told at once: nothing of it is kept.
    def _exc_info_to_string(self, err, test):
        return ''


def unit_of(test):
    return test.id().removeprefix('test.')


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        elif test is not None:
            yield test


def run(name, skip=(), only=()):
    """`skip` are units to leave out (they ended an earlier process); `only`, if given, are all that is wanted."""
    sys.meta_path.append(OfTheTree)
    try:
        support = load('test.support')
        # Stand-ins for what it imports are there from the start: some tests import it anew.
        load('test.support.script_helper')
        # It looks into CPython's own instructions.
        standin.install('test.support.bytecode_helper')
        # As CPython's own runner does unless more is asked for: nothing that needs a network or takes very long.
        support.use_resources = []
        # Some tests of 3.13 have modules that write into their `__annotations__`, which are no variable since.
        builtins.__annotations__ = {}
        module = load(f'test.{name}')
        del builtins.__annotations__
        for part in parts(module):
            try:
                load(part)
            except Exception:
                # The loader tells of it, in the part's place.
                pass
        tests = list(flat(unittest.defaultTestLoader.loadTestsFromModule(module)))
    except unittest.SkipTest as error:
        return report(unit=name, result='skip', reason=error)
    except BaseException as error:
        return report(unit=name, result='error', reason=f'import: {why(error)}')
    standin.running = True
    wanted = unittest.TestSuite(
        test for test in tests if not _listed(unit_of(test), skip) and (not only or _listed(unit_of(test), only))
    )
    wanted.run(Result(name))
    report(done=name)


def _listed(unit, names):
    """Whether a unit, or the class or module that it belongs to, is named."""
    return any(unit == name or unit.startswith(name + '.') for name in names)
