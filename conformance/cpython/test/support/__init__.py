"""A stand-in for `test.support`: what CPython's tests of the language use of it.

Who asks for something that only CPython's own implementation or a whole operating system can give is skipped, by name.
Submodules that are not here (`testcase`, ...) are the tree's own.
"""

import sys
import test
import unittest

__path__.extend(f'{folder}/support' for folder in test.__path__[1:])

verbose = 0
Py_DEBUG = False
Py_TRACE_REFS = False
Py_GIL_DISABLED = False
MISSING_C_DOCSTRINGS = False
HAVE_DOCSTRINGS = True
MS_WINDOWS = False
is_android = is_apple = is_apple_mobile = is_emscripten = is_jython = is_wasi = False
is_wasm32 = is_s390x = False
has_fork_support = has_subprocess_support = has_socket_support = False
MAX_Py_ssize_t = sys.maxsize
_1M, _1G, _2G, _4G = 1 << 20, 1 << 30, 1 << 31, 1 << 32
NHASHBITS = 64
PGO = False
SHORT_TIMEOUT = LONG_TIMEOUT = LOOPBACK_TIMEOUT = INTERNET_TIMEOUT = 30.0
TEST_HOME_DIR = TEST_SUPPORT_DIR = STDLIB_DIR = REPO_ROOT = ''
skip = unittest.skip


class Error(Exception):
    pass


class TestFailed(Error):
    def __init__(self, msg='', *args, stats=None):
        super().__init__(msg, *args)
        self.msg = msg


ResourceDenied = type('ResourceDenied', (unittest.SkipTest,), {})


# --- what is skipped, and why -----------------------------------------------------------------------------------------


def _skipper(reason):
    """A decorator that skips, used with and without arguments."""

    def decorator(*args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]):
            return unittest.skip(reason)(args[0])
        return unittest.skip(reason)

    return decorator


def cpython_only(test):
    return unittest.skip('CPython only')(test)


def impl_detail(msg=None, **guards):
    return _nothing if check_impl_detail(**guards) else unittest.skip(msg or 'implementation detail')


def check_impl_detail(**guards):
    """True where the test is meant for an implementation that is not CPython."""
    return not next(iter(guards.values())) if guards else False


def _nothing(test):
    return test


def refcount_test(test):
    return unittest.skip('reference counts')(test)


no_tracing = _nothing
skip_if_buggy_ucrt_strfptime = skip_if_pgo_task = skip_on_s390x = skip_if_suppress_crash_report = _nothing
requires_IEEE_754 = requires_docstrings = _nothing
requires_fork = _skipper('fork')
requires_subprocess = _skipper('subprocess')
requires_working_socket = _skipper('sockets')
requires_limited_api = requires_specialization = requires_jit_disabled = requires_specialization_ft = _skipper('CPython only')
requires_gzip = requires_zlib = requires_bz2 = requires_lzma = _skipper('compression')
requires_debug_ranges = lambda reason='': _nothing
bigmemtest = _skipper('needs much memory')
bigaddrspacetest = _skipper('needs much memory')
requires_resource = _skipper('resource not enabled')
requires_mac_ver = requires_linux_version = requires_freebsd_version = _skipper('operating system')
requires_venv_with_pip = system_must_validate_cert = _skipper('operating system')
skip_unless_bind_unix_socket = _skipper('sockets')
anticipate_failure = lambda condition: unittest.expectedFailure if condition else _nothing
thread_unsafe = _skipper('threads')
force_not_colorized = force_not_colorized_test_class = force_colorized = _nothing
no_color = _nothing


def requires(resource, msg=None):
    raise ResourceDenied(msg or f'resource {resource!r} is not enabled')


def is_resource_enabled(resource):
    return False


def skip_if_broken_multiprocessing_synchronize():
    raise unittest.SkipTest('multiprocessing')


def run_with_locale(*names):
    return unittest.skip('locale')


run_with_locales = run_with_tz = run_with_locale


def check_sizeof(test, value, size):
    raise unittest.SkipTest('sizes of CPython objects')


def calcobjsize(fmt):
    raise unittest.SkipTest('sizes of CPython objects')


calcvobjsize = calcobjsize


def run_in_subinterp(code):
    raise unittest.SkipTest('subinterpreters')


def check_disallow_instantiation(case, kind, *args, **kwargs):
    case.assertRaises(TypeError, kind, *args, **kwargs)


# --- helpers ----------------------------------------------------------------------------------------------------------


def gc_collect():
    try:
        import gc
    except ImportError:
        raise unittest.SkipTest('no gc')
    gc.collect()
    gc.collect()


class _Manager:
    """A context manager made from a pair of functions."""

    def __init__(self, enter, leave):
        self.enter, self.leave = enter, leave

    def __enter__(self):
        return self.enter()

    def __exit__(self, *exc):
        self.leave()

    def __call__(self, function):
        def wrapped(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        wrapped.__name__ = function.__name__
        return wrapped


def disable_gc():
    import gc

    return _Manager(gc.disable, gc.enable)


def suppress_immortalization(suppress=True):
    return _Manager(lambda: None, lambda: None)


class SuppressCrashReport:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass


def swap_attr(obj, attr, value):
    missing = object()
    saved = getattr(obj, attr, missing)

    def enter():
        setattr(obj, attr, value)
        return saved

    def leave():
        delattr(obj, attr) if saved is missing else setattr(obj, attr, saved)

    return _Manager(enter, leave)


def swap_item(obj, item, value):
    missing = object()
    saved = obj[item] if item in obj else missing

    def enter():
        obj[item] = value
        return saved

    def leave():
        if saved is not missing:
            obj[item] = saved
        elif item in obj:
            del obj[item]

    return _Manager(enter, leave)


def captured_output(name):
    try:
        import io
    except ImportError:
        raise unittest.SkipTest('no io')
    saved = getattr(sys, name)

    def enter():
        stream = io.StringIO()
        setattr(sys, name, stream)
        return stream

    return _Manager(enter, lambda: setattr(sys, name, saved))


def captured_stdout():
    return captured_output('stdout')


def captured_stderr():
    return captured_output('stderr')


def captured_stdin():
    return captured_output('stdin')


def infinite_recursion(max_depth=None):
    return set_recursion_limit(get_recursion_depth() + (2_000 if max_depth is None else max_depth))


def set_recursion_limit(limit):
    saved = sys.getrecursionlimit()
    return _Manager(lambda: sys.setrecursionlimit(limit), lambda: sys.setrecursionlimit(saved))


def get_recursion_depth():
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return max(depth - 1, 1)


def get_recursion_available():
    return sys.getrecursionlimit() - get_recursion_depth()


def get_c_recursion_limit():
    """A depth of nesting that is too much for a function that recurses outside of Python's own stack."""
    try:
        import _testcapi

        return _testcapi.Py_C_RECURSION_LIMIT
    except ImportError:
        return 50_000


def exceeds_recursion_limit():
    return get_c_recursion_limit() * 3


def adjust_int_max_str_digits(limit):
    saved = sys.get_int_max_str_digits()
    return _Manager(lambda: sys.set_int_max_str_digits(limit), lambda: sys.set_int_max_str_digits(saved))


class catch_unraisable_exception:
    def __enter__(self):
        self.unraisable = None
        self.saved = sys.unraisablehook
        sys.unraisablehook = self._hook
        return self

    def _hook(self, unraisable):
        self.unraisable = unraisable

    def __exit__(self, *exc):
        sys.unraisablehook = self.saved
        del self.unraisable


def setswitchinterval(interval):
    return None


def wait_process(*args, **kwargs):
    raise unittest.SkipTest('processes')


class CPUStopwatch:
    def __enter__(self):
        raise unittest.SkipTest('measures time')

    def __exit__(self, *exc):
        pass


def run_code(code, extra_names=None):
    names = dict(extra_names or {})
    exec(_dedent(code), names)
    return names


def _dedent(text):
    lines = text.split('\n')
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return '\n'.join(line[min(margins, default=0) :] for line in lines)


def check_syntax_error(case, statement, errtext='', *, lineno=None, offset=None):
    with case.assertRaisesRegex(SyntaxError, errtext) as context:
        compile(statement, '<test string>', 'exec')
    error = context.exception
    case.assertIsNotNone(error.lineno)
    if lineno is not None:
        case.assertEqual(error.lineno, lineno)
    case.assertIsNotNone(error.offset)
    if offset is not None:
        case.assertEqual(error.offset, offset)


def check_free_after_iterating(case, make_iterator, cls, args=()):
    raise unittest.SkipTest('an iterator is freed at once')


def check__all__(case, *args, **kwargs):
    raise unittest.SkipTest('__all__ of a module')


def get_attribute(obj, name):
    try:
        return getattr(obj, name)
    except AttributeError:
        raise unittest.SkipTest(f'{obj!r} has no attribute {name!r}')


def sortdict(table):
    return '{' + ', '.join('%r: %r' % pair for pair in sorted(table.items())) + '}'


def record_original_stdout(stdout):
    pass


def findfile(name, subdir=None):
    raise unittest.SkipTest('files of the tree')


def open_urlresource(*args, **kwargs):
    raise unittest.SkipTest('network')


def collision_stats(nbins, nballs):
    n, k = nbins, nballs
    empty = n * (1.0 - 1.0 / n) ** k
    meanempty = k - n + empty
    return meanempty, (meanempty * (1 - meanempty / n)) ** 0.5


def late_deletion(obj):
    pass


def iter_builtin_types():
    for obj in vars(__builtins__ if hasattr(__builtins__, '__dict__') else __import__('builtins')).values():
        if isinstance(obj, type):
            yield obj


def iter_slot_wrappers(cls):
    raise unittest.SkipTest('slot wrappers')


def python_is_optimized():
    return True


def check_sanitizer(**kwargs):
    return False


def maybe_get_event_loop_policy():
    return None


def set_memlimit(limit):
    pass


def print_warning(msg):
    pass


def reset_code(function):
    return function


def load_package_tests(*args):
    return unittest.TestSuite()


def has_no_debug_ranges():
    return False


def darwin_malloc_err_warning(name):
    pass


def reap_children():
    pass


def missing_compiler_executable(*args):
    return 'cc'


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return isinstance(other, _Largest)

    def __gt__(self, other):
        return not isinstance(other, _Largest)

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False

    def __ge__(self, other):
        return isinstance(other, _Smallest)

    def __lt__(self, other):
        return not isinstance(other, _Smallest)

    def __le__(self, other):
        return True


ALWAYS_EQ, NEVER_EQ, LARGEST, SMALLEST = _AlwaysEqual(), _NeverEqual(), _Largest(), _Smallest()


class BrokenIter:
    """Raises in the steps of an iteration that its arguments name."""

    def __init__(self, init_raises=False, next_raises=False, iter_raises=False):
        if init_raises:
            1 / 0
        self.next_raises, self.iter_raises = next_raises, iter_raises

    def __next__(self):
        if self.next_raises:
            1 / 0

    def __iter__(self):
        if self.iter_raises:
            1 / 0
        return self


class Matcher:
    pass


def __getattr__(name):
    """What is asked for by a name of these kinds skips the test that uses it; any other may be a submodule."""
    if name.startswith(('requires_', 'skip_')):
        return _skipper(name)
    if name.startswith(('run_', 'check_', 'with_', 'wait_', 'iter_', 'build_')):
        return _unavailable(name)
    raise AttributeError(f"module 'test.support' has no attribute {name!r}")


def _unavailable(name):
    def skips(*args, **kwargs):
        raise unittest.SkipTest(f'test.support.{name}')

    return skips
