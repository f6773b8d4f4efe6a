# Runs the project's own tests on the RestrictedPython of this cell, with what they need of pytest. SOURCES: (name, text).
import contextlib
import re
import sys
import types
import warnings


class Skipped(Exception):
    pass


class Caught:
    value = None


@contextlib.contextmanager
def raises(kind, match=None):
    caught = Caught()
    try:
        yield caught
    except kind as e:
        caught.value = e
        assert match is None or re.search(match, str(e)), str(e)
    else:
        assert False, f'no {kind.__name__}'


@contextlib.contextmanager
def warns(kind):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        yield seen
    assert any(issubclass(each.category, kind) for each in seen)


def skipif(condition, reason=None):
    def decorate(f):
        def skipped():
            raise Skipped(reason)
        return skipped if condition else f
    return decorate


def call(*args, **kw):
    return args, kw


class Mock:
    """A thing that writes down how it is called."""

    side_effect = return_value = None

    def __init__(self, **attributes):
        self.calls = []
        self.__dict__.update(attributes)

    def __call__(self, *args, **kw):
        self.calls.append((args, kw))
        return self.return_value if self.side_effect is None else self.side_effect(*args, **kw)

    def reset_mock(self):
        self.calls.clear()

    call_count = property(lambda self: len(self.calls))
    called = property(lambda self: bool(self.calls))

    def assert_called_once_with(self, *args, **kw):
        assert self.calls == [(args, kw)], self.calls

    def assert_any_call(self, *args, **kw):
        assert (args, kw) in self.calls, self.calls

    def assert_has_calls(self, calls):
        n = len(calls)
        assert any(self.calls[i:i + n] == calls for i in range(len(self.calls) - n + 1)), self.calls


class MagicMock(Mock):
    """With the special methods that the tests give it."""

    def __new__(cls, **attributes):
        return super().__new__(type('MagicMock', (cls,), {}))

    def __setattr__(self, name, value):
        if name.startswith('__') and name != '__dict__':
            setattr(type(self), name, value)
        else:
            super().__setattr__(name, value)

    __enter__ = Mock()
    __exit__ = Mock()


class Mocker:
    Mock, MagicMock, call = Mock, MagicMock, staticmethod(call)

    def stub(self):
        return Mock()


def module(name, **names):
    made = sys.modules[name] = types.ModuleType(name)
    made.__dict__.update(names)
    return made


module('pytest', raises=raises, warns=warns, mark=types.SimpleNamespace(skipif=skipif))
module('platform', python_implementation=lambda: 'CPython')
module('tests')
# Which Python it is: the tests ask the project's private module.
module('RestrictedPython._compat', IS_PY311_OR_GREATER=True, IS_PY312_OR_GREATER=True, IS_PY313_OR_GREATER=True,
       IS_PY314_OR_GREATER=True, IS_CPYTHON=True)

passed = 0
failed = []
skipped = []
for name, text in SOURCES:
    made = module(name)
    exec(compile(text, name, 'exec'), made.__dict__)
    for test, run in list(made.__dict__.items()):
        if not test.startswith('test_') or not isinstance(run, types.FunctionType):
            continue
        code = run.__code__
        wanted = code.co_varnames[:code.co_argcount]
        try:
            if 'recwarn' in wanted:
                raise Skipped('which Python it is')
            run(*(Mocker() for _ in wanted))
            passed += 1
        except Skipped as e:
            skipped.append(f'{name} {test}: {e}')
        except BaseException as e:
            failed.append(f'{name} {test}: {type(e).__name__}: {str(e)[:300]}')
print(f'{passed} tests pass, {len(failed)} fail, {len(skipped)} are skipped')
print(*skipped, *failed, sep='\n')
