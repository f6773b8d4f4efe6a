"""A stand-in for `unittest` that needs nothing but the language: what CPython's own tests use of it.

A test method is one unit. The driver (driver.py) finds and runs them; nothing here prints.
"""

import sys


class SkipTest(Exception):
    pass


class _Missing:
    def __repr__(self):
        return '<missing>'


_MISSING = _Missing()


# --- decorators -----------------------------------------------------------------------------------------------------


def skip(reason=''):
    def decorate(target):
        target.__unittest_skip__ = True
        target.__unittest_skip_why__ = reason
        return target

    if callable(reason):
        target, reason = reason, ''
        return decorate(target)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda target: target


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(target):
    target.__unittest_expecting_failure__ = True
    return target


def main(*args, **kwargs):
    """Test files end in `unittest.main()`; the driver runs them."""


# --- what a failed comparison says ------------------------------------------------------------------------------------


def _short(value):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if len(text) <= 120 else text[:117] + '...'


def matches(pattern, text):
    """Whether a pattern is found in a text: by `re`, or, where there is no `re` yet, by the literal pieces in order."""
    if hasattr(pattern, 'search'):
        return pattern.search(text) is not None
    try:
        import re
    except ImportError:
        return _pieces_in_order(pattern, text)
    return re.search(pattern, text) is not None


def _pieces_in_order(pattern, text):
    start = 0
    for piece in _literal_pieces(pattern):
        found = text.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def _literal_pieces(pattern):
    """The runs of plain characters of a pattern; a group, a set or an alternative says nothing here."""
    pieces, piece, depth, i = [], '', 0, 0
    if '|' in pattern:
        return []
    while i < len(pattern):
        c = pattern[i]
        if c == '\\' and i + 1 < len(pattern) and not pattern[i + 1].isalnum():
            piece += pattern[i + 1] if depth == 0 else ''
            i += 2
            continue
        if c in '.^$*+?{}()[]\\':
            if c in '*?{':
                piece = piece[:-1]
            if piece:
                pieces.append(piece)
            piece = ''
            depth += (c in '([{') - (c in ')]}')
            i += 2 if c == '\\' else 1
            continue
        if depth == 0:
            piece += c
        i += 1
    return pieces + [piece] if piece else pieces


# --- contexts ---------------------------------------------------------------------------------------------------------


class _RaisesContext:
    def __init__(self, case, expected, regex=None, msg=None):
        self.case, self.expected, self.regex, self.msg = case, expected, regex, msg
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            names = self.expected if isinstance(self.expected, tuple) else (self.expected,)
            self.case.fail(self.case._text(' or '.join(e.__name__ for e in names) + ' not raised', self.msg))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.regex is not None and not matches(self.regex, str(value)):
            self.case.fail(self.case._text(f'{self.regex!r} does not match {str(value)!r}', self.msg))
        return True


class _WarnsContext:
    def __init__(self, case, expected, regex=None, none=False):
        self.case, self.expected, self.regex, self.none = case, expected, regex, none

    def __enter__(self):
        import warnings

        for module in list(sys.modules.values()):
            if getattr(module, '__warningregistry__', None):
                module.__warningregistry__ = {}
        self.manager = warnings.catch_warnings(record=True)
        self.warnings = self.manager.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self.manager.__exit__(kind, value, tb)
        if kind is not None:
            return
        for seen in self.warnings:
            warning = seen.message
            if not isinstance(warning, self.expected):
                continue
            if self.regex is not None and not matches(self.regex, str(warning)):
                continue
            if self.none:
                self.case.fail(f'{warning!r} triggered')
            self.warning, self.filename, self.lineno = warning, seen.filename, seen.lineno
            return
        if not self.none:
            self.case.fail(f'{self.expected} not triggered')


class _SubTest:
    def __init__(self, case, label):
        self.case, self.label = case, label

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None or not issubclass(kind, Exception):
            return False
        self.case._subtest_results.append((self.label, value))
        return True


# --- the case ---------------------------------------------------------------------------------------------------------


class TestCase:
    failureException = AssertionError
    maxDiff = None
    longMessage = True

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._cleanups = []
        self._subtest_results = []
        self._type_equality = {}

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def id(self):
        return f'{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}'

    def __str__(self):
        return self.id()

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, manager):
        value = type(manager).__enter__(manager)
        self.addCleanup(type(manager).__exit__, manager, None, None, None)
        return value

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls.__dict__.get('_class_cleanups') or setattr(cls, '_class_cleanups', [])
        cls._class_cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def addTypeEqualityFunc(self, kind, function):
        self._type_equality[kind] = function

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        label = ' '.join(([str(msg)] if msg is not None else []) + [f'{k}={_short(v)}' for k, v in params.items()])
        return _SubTest(self, label)

    def _text(self, standard, msg):
        return standard if msg is None else f'{standard} : {msg}'

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _check(self, condition, standard, msg):
        if not condition:
            raise self.failureException(self._text(standard, msg))

    def assertTrue(self, expr, msg=None):
        self._check(expr, f'{_short(expr)} is not true', msg)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, f'{_short(expr)} is not false', msg)

    def assertEqual(self, first, second, msg=None):
        special = self._type_equality.get(type(first)) if type(first) is type(second) else None
        if special is not None:
            special(first, second, msg)
        elif not first == second:
            self._check(False, f'{_short(first)} != {_short(second)}', msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._check(False, f'{_short(first)} == {_short(second)}', msg)

    def _check_type_and_equality(self, kind, first, second, msg):
        for value in (first, second):
            if kind is not None and not isinstance(value, kind):
                self._check(False, f'{_short(value)} is not a {kind.__name__}', msg)
        self._check(first == second, f'{_short(first)} != {_short(second)}', msg)

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        self._check_type_and_equality(seq_type, first, second, msg) if type(first) is type(second) else self._check(
            list(first) == list(second), f'{_short(first)} != {_short(second)}', msg
        )

    def assertListEqual(self, first, second, msg=None):
        self._check_type_and_equality(list, first, second, msg)

    def assertTupleEqual(self, first, second, msg=None):
        self._check_type_and_equality(tuple, first, second, msg)

    def assertDictEqual(self, first, second, msg=None):
        self._check_type_and_equality(dict, first, second, msg)

    def assertSetEqual(self, first, second, msg=None):
        self._check_type_and_equality(None, first, second, msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self._check_type_and_equality(str, first, second, msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            if item not in rest:
                self._check(False, f'{_short(item)} is not in the second', msg)
            rest.remove(item)
        self._check(not rest, f'{_short(rest)} is not in the first', msg)

    def assertIs(self, first, second, msg=None):
        if first is not second:
            self._check(False, f'{_short(first)} is not {_short(second)}', msg)

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            self._check(False, f'both are {_short(first)}', msg)

    def assertIsNone(self, value, msg=None):
        self._check(value is None, f'{_short(value)} is not None', msg)

    def assertIsNotNone(self, value, msg=None):
        self._check(value is not None, 'unexpectedly None', msg)

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._check(False, f'{_short(member)} not found in {_short(container)}', msg)

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._check(False, f'{_short(member)} unexpectedly found in {_short(container)}', msg)

    def assertIsInstance(self, value, kind, msg=None):
        self._check(isinstance(value, kind), f'{_short(value)} is not an instance of {kind!r}', msg)

    def assertNotIsInstance(self, value, kind, msg=None):
        self._check(not isinstance(value, kind), f'{_short(value)} is an instance of {kind!r}', msg)

    def assertIsSubclass(self, cls, base, msg=None):
        self._check(issubclass(cls, base), f'{cls!r} is not a subclass of {base!r}', msg)

    def assertNotIsSubclass(self, cls, base, msg=None):
        self._check(not issubclass(cls, base), f'{cls!r} is a subclass of {base!r}', msg)

    def assertHasAttr(self, value, name, msg=None):
        self._check(hasattr(value, name), f'{_short(value)} has no attribute {name!r}', msg)

    def assertNotHasAttr(self, value, name, msg=None):
        self._check(not hasattr(value, name), f'{_short(value)} has an attribute {name!r}', msg)

    def assertStartsWith(self, value, prefix, msg=None):
        self._check(value.startswith(prefix), f'{_short(value)} does not start with {_short(prefix)}', msg)

    def assertNotStartsWith(self, value, prefix, msg=None):
        self._check(not value.startswith(prefix), f'{_short(value)} starts with {_short(prefix)}', msg)

    def assertEndsWith(self, value, suffix, msg=None):
        self._check(value.endswith(suffix), f'{_short(value)} does not end with {_short(suffix)}', msg)

    def assertNotEndsWith(self, value, suffix, msg=None):
        self._check(not value.endswith(suffix), f'{_short(value)} ends with {_short(suffix)}', msg)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, f'{_short(a)} not less than {_short(b)}', msg)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, f'{_short(a)} not less than or equal to {_short(b)}', msg)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, f'{_short(a)} not greater than {_short(b)}', msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, f'{_short(a)} not greater than or equal to {_short(b)}', msg)

    def _near(self, first, second, places, delta):
        difference = abs(first - second)
        return difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near = first == second or self._near(first, second, places, delta)
        self._check(near, f'{_short(first)} != {_short(second)}', msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near = first == second or self._near(first, second, places, delta)
        self._check(not near, f'{_short(first)} == {_short(second)}', msg)

    def assertRegex(self, text, pattern, msg=None):
        self._check(matches(pattern, text), f'{pattern!r} does not match {_short(text)}', msg)

    def assertNotRegex(self, text, pattern, msg=None):
        self._check(not matches(pattern, text), f'{pattern!r} matches {_short(text)}', msg)

    def _call_in(self, context, args, kwargs):
        if not args:
            return context
        function, *rest = args
        with context:
            function(*rest, **kwargs)

    def assertRaises(self, expected, *args, msg=None, **kwargs):
        if args and args[0] is None:
            args = ()
        return self._call_in(_RaisesContext(self, expected, msg=msg), args, kwargs)

    def assertRaisesRegex(self, expected, regex, *args, msg=None, **kwargs):
        return self._call_in(_RaisesContext(self, expected, regex, msg), args, kwargs)

    def assertWarns(self, expected, *args, **kwargs):
        return self._call_in(_WarnsContext(self, expected), args, kwargs)

    def assertWarnsRegex(self, expected, regex, *args, **kwargs):
        return self._call_in(_WarnsContext(self, expected, regex), args, kwargs)

    def assertNotWarns(self, expected, *args, **kwargs):
        return self._call_in(_WarnsContext(self, expected, none=True), args, kwargs)

    def assertLogs(self, *args, **kwargs):
        raise SkipTest('assertLogs needs logging')

    assertNoLogs = assertLogs


class IsolatedAsyncioTestCase(TestCase):
    __unittest_skip__ = True
    __unittest_skip_why__ = 'needs an event loop'


def enterModuleContext(manager):
    return type(manager).__enter__(manager)


def addModuleCleanup(function, /, *args, **kwargs):
    pass


class TestSuite(list):
    addTest = list.append
    addTests = list.extend


class _Loader:
    def loadTestsFromTestCase(self, case):
        return TestSuite()

    loadTestsFromModule = loadTestsFromName = loadTestsFromTestCase


TestLoader = _Loader
defaultTestLoader = _Loader()


def makeSuite(*args, **kwargs):
    return TestSuite()


def findTestCases(*args, **kwargs):
    return TestSuite()


class _Util:
    @staticmethod
    def safe_repr(value, short=False):
        return _short(value)


util = _Util


def __getattr__(name):
    if name in ('mock', 'case', 'loader', 'runner', 'result', 'TextTestRunner', 'TestResult'):
        import standin

        return standin.StandIn(f'unittest.{name}')
    raise AttributeError(f"module 'unittest' has no attribute {name!r}")
