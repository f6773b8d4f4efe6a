"""Runs the units of one of CPython's test modules and writes a line for each, as JSON after a marker.

A unit is a test method (`test_int.IntTestCases.test_basic`) or a text of doctest examples (`test_unpack.doctest.__doc__`).
A module that the engine does not have becomes a stand-in whose use skips the test that uses it.
"""

import sys

import doctest
import standin
import unittest

MARK = '\x1e'

# Modules that a test file may import at its top without most of its tests needing them.
OPTIONAL = frozenset(
    '''_testcapi _testlimitedcapi _testinternalcapi array ast asyncio atexit base64 binascii bisect builtins calendar cmath codecs
    collections concurrent contextlib contextvars copy copyreg csv ctypes datetime dataclasses decimal difflib dis email
    enum errno faulthandler fractions functools gc getpass glob hashlib heapq html importlib inspect io itertools json
    keyword linecache locale logging marshal math mmap multiprocessing opcode operator os pathlib pickle pickletools pkgutil
    platform pprint pty queue random re reprlib select shelve shutil signal site socket sqlite3 ssl stat statistics string
    struct subprocess symtable sysconfig tempfile textwrap threading time timeit token tokenize trace traceback tracemalloc
    types typing unicodedata urllib uuid warnings weakref xml xxsubtype zipfile zipimport zlib _ast _datetime _pylong
    _multiprocessing _interpreters _sre _string _struct _thread _weakref _xxtestfuzz _opcode _collections_abc unittest.mock
    unittest.case unittest.util collections.abc importlib.util importlib.machinery os.path xml.etree.ElementTree
    concurrent.futures test.support.interpreters'''.split()
)


def quote(text):
    out = []
    for c in text:
        n = ord(c)
        if c in '"\\':
            out.append('\\' + c)
        elif 32 <= n < 127:
            out.append(c)
        elif n < 0x10000:
            out.append('\\u%04x' % n)
        else:
            n -= 0x10000
            out.append('\\u%04x\\u%04x' % (0xD800 + (n >> 10), 0xDC00 + (n & 0x3FF)))
    return '"' + ''.join(out) + '"'


_stdout = sys.stdout


def report(**fields):
    _stdout.write(MARK + '{' + ', '.join(f'"{key}": {quote(str(value))}' for key, value in fields.items()) + '}\n')
    _stdout.flush()


def why(error):
    try:
        text = str(error)
    except BaseException as inner:
        text = f'(str failed: {type(inner).__name__})'
    text = f'{type(error).__name__}: {text}' if text else type(error).__name__
    tb, place = error.__traceback__, ''
    while tb is not None:
        file = tb.tb_frame.f_code.co_filename
        if 'unittest' not in file:
            place = f' (line {tb.tb_lineno} of {file.replace(chr(92), "/").rsplit("/", 1)[-1]})'
        tb = tb.tb_next
    return text.strip()[:400] + place


def load(name):
    """Imports the test module; what it needs and the engine lacks gets a stand-in, and the import is tried again."""
    full = f'test.{name}'
    for _ in range(100):
        before = set(sys.modules)
        try:
            __import__(full)
            return sys.modules[full]
        except Exception as error:
            missing = _to_stand_in(error)
            if missing is None or missing in sys.modules:
                raise
            stand_in = standin.StandInModule(missing)
            stand_in.__path__ = []
            sys.modules[missing] = stand_in
            parent, _, child = missing.rpartition('.')
            if parent in sys.modules:
                setattr(sys.modules[parent], child, stand_in)
        for added in set(sys.modules) - before:
            if added.startswith('test.') and added in sys.modules and not isinstance(sys.modules[added], standin.StandInModule):
                del sys.modules[added]
    raise ImportError(f'{name}: too many modules are missing')


def _to_stand_in(error):
    """The module that a test asked for and cannot have: the missing one, or the library's that cannot do without it."""
    library, in_library, helper, tb = None, False, None, error.__traceback__
    while tb is not None:
        full = tb.tb_frame.f_globals.get('__name__', '')
        name = full.split('.')[0]
        # A helper of CPython's own tests that cannot be had.
        helper = full if full.startswith('test.support.') else None
        if name not in ('importlib', '_frozen_importlib', '_frozen_importlib_external'):
            in_library = name not in ('test', 'driver', 'unittest', 'doctest', 'standin', '__main__')
            if in_library and not name.startswith('_'):
                library = name
        tb = tb.tb_next
    if helper is not None:
        return helper
    if in_library and library is not None:
        return library
    known = isinstance(error, ModuleNotFoundError) and error.name is not None
    return error.name if known and (error.name in OPTIONAL or error.name.split('.')[0] in OPTIONAL) else None


def cases_of(module):
    for name in sorted(module.__dict__):
        value = module.__dict__[name]
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ != 'unittest':
            yield value


def methods_of(case):
    return sorted(name for name in dir(case) if name.startswith('test') and callable(getattr(case, name, None)))


def units(module):
    """(name, kind, payload) of every unit, in the order in which they run."""
    short = module.__name__.rpartition('.')[2]
    for case in cases_of(module):
        for method in methods_of(case):
            yield f'{short}.{case.__qualname__}.{method}', case, method
    if 'doctest' in module.__dict__:
        for name, text in doctest.texts(module):
            yield f'{short}.doctest.{name}', None, text


def outcome(case, method):
    """Runs one test method: ('ok' | 'fail' | 'error' | 'skip', reason)."""
    function = getattr(case, method)
    for target in (case, function):
        if getattr(target, '__unittest_skip__', False):
            return 'skip', getattr(target, '__unittest_skip_why__', '')
    instance = case(method)
    problems = []

    def attempt(step):
        try:
            step()
            return True
        except BaseException as error:
            problems.append(error)
            return False

    if attempt(instance.setUp):
        attempt(getattr(instance, method))
        problems.extend(error for _, error in instance._subtest_results)
        attempt(instance.tearDown)
    attempt(instance.doCleanups)
    skips = [p for p in problems if isinstance(p, unittest.SkipTest)]
    real = [p for p in problems if not isinstance(p, unittest.SkipTest)]
    expecting = getattr(function, '__unittest_expecting_failure__', False) or getattr(
        case, '__unittest_expecting_failure__', False
    )
    if expecting:
        return ('ok', '') if real else ('fail', 'unexpected success')
    if real:
        first = real[0]
        return ('fail' if isinstance(first, instance.failureException) else 'error'), why(first)
    return ('skip', str(skips[0])) if skips else ('ok', '')


def run_doctest(module, text):
    problem = doctest.run(module, text)
    return ('ok', '') if problem is None else ('fail', problem[:600])


def run(name, skip=(), only=()):
    """`skip` are units to leave out (they ended an earlier process); `only`, if given, are all that is wanted."""
    try:
        module = load(name)
    except unittest.SkipTest as error:
        return report(unit=name, result='skip', reason=error)
    except BaseException as error:
        return report(unit=name, result='error', reason=f'import: {why(error)}')
    standin.running = True
    current, broken = None, None
    if not _fixture(module.__dict__.get('setUpModule'), name):
        return report(done=name)
    for unit, case, payload in units(module):
        if _listed(unit, skip) or only and not _listed(unit, only):
            continue
        report(start=unit)
        if case is not current and case is not None:
            if current is not None and broken is None:
                _quietly(current.tearDownClass)
            current, broken = case, None
            if not getattr(case, '__unittest_skip__', False):
                try:
                    case.setUpClass()
                except BaseException as error:
                    broken = error
        if case is not None and broken is not None:
            result, reason = ('skip', str(broken)) if isinstance(broken, unittest.SkipTest) else ('error', why(broken))
        else:
            try:
                result, reason = outcome(case, payload) if case else run_doctest(module, payload)
            except BaseException as error:
                result, reason = 'error', why(error)
        report(unit=unit, result=result, reason=reason)
    report(done=name)


def _listed(unit, names):
    """Whether a unit, or the class or module that it belongs to, is named."""
    return any(unit == name or unit.startswith(name + '.') for name in names)


def _quietly(step):
    try:
        step()
    except BaseException:
        pass


def _fixture(step, name):
    if step is None:
        return True
    try:
        step()
        return True
    except unittest.SkipTest as error:
        report(unit=name, result='skip', reason=error)
    except BaseException as error:
        report(unit=name, result='error', reason=f'setUpModule: {why(error)}')
    return False
