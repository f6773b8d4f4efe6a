"""A stand-in for `test.support.warnings_helper`."""

import unittest


class _Recorder:
    def __init__(self, seen):
        self._seen, self._from = seen, 0

    @property
    def warnings(self):
        return self._seen[self._from :]

    def reset(self):
        self._from = len(self._seen)

    def __getattr__(self, name):
        if len(self._seen) > self._from:
            return getattr(self._seen[-1], name)
        raise AttributeError(f'no warning has {name!r}')


class check_warnings:
    """Records warnings and wants each of `filters` (a text and a category) among them."""

    def __init__(self, *filters, quiet=None):
        self.filters = filters or (('', Warning),)
        self.quiet = quiet if quiet is not None else not filters

    def __enter__(self):
        import warnings

        self.manager = warnings.catch_warnings(record=True)
        self.recorder = _Recorder(self.manager.__enter__())
        warnings.simplefilter('always')
        return self.recorder

    def __exit__(self, kind, value, tb):
        self.manager.__exit__(kind, value, tb)
        if kind is not None:
            return
        rest = [warning.message for warning in self.recorder.warnings]
        for pattern, category in self.filters:
            found = [w for w in rest if isinstance(w, category) and unittest.matches(pattern, str(w))]
            rest = [w for w in rest if w not in found]
            if not found and not self.quiet:
                raise AssertionError(f'filter ({pattern!r}, {category.__name__}) did not catch any warning')
        if rest:
            raise AssertionError(f'unhandled warning {rest[0]!r}')


class _NoWarnings:
    def __init__(self, case, message='', category=Warning, force_gc=False):
        self.case, self.message, self.category = case, message, category

    def __enter__(self):
        import warnings

        self.manager = warnings.catch_warnings(record=True)
        self.seen = self.manager.__enter__()
        warnings.simplefilter('always')

    def __exit__(self, kind, value, tb):
        self.manager.__exit__(kind, value, tb)
        if kind is None:
            self.case.assertEqual([w for w in self.seen if issubclass(w.category, self.category)], [])


def check_no_warnings(case, message='', category=Warning, force_gc=False):
    return _NoWarnings(case, message, category, force_gc)


def check_no_resource_warning(case):
    return _NoWarnings(case, category=ResourceWarning)


def check_syntax_warning(case, statement, errtext='', *, lineno=1, offset=None):
    with case.assertWarnsRegex(SyntaxWarning, errtext) as context:
        compile(statement, '<testcase>', 'exec')
    case.assertEqual(context.filename, '<testcase>')
    case.assertEqual(context.lineno, lineno)


def ignore_warnings(*, category):
    def decorate(test):
        def wrapped(*args, **kwargs):
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter('ignore', category=category)
                return test(*args, **kwargs)

        wrapped.__name__ = test.__name__
        return wrapped

    return decorate


def save_restore_warnings_filters():
    raise unittest.SkipTest('warning filters')
