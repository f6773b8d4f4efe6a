"""The interface of RestrictedPython: programs in a part of Python, whose host sees to what they reach.

A part is imported when one of its names is first used: who only compiles does not wait for `random` and `string`."""
# The class has the name of its module, and hides it: that cannot wait.
from RestrictedPython.PrintCollector import PrintCollector

_PARTS = {
    'compile':
        'CompileResult compile_restricted compile_restricted_eval compile_restricted_exec compile_restricted_function '
        'compile_restricted_single',
    'Eval': 'RestrictionCapableEval',
    'Guards': 'safe_builtins safe_globals',
    'Limits': 'limited_builtins',
    'transformer': 'RestrictingNodeTransformer',
    'Utilities': 'utility_builtins',
}

_HOMES = {name: part for part, names in _PARTS.items() for name in names.split()}

__all__ = ['PrintCollector', *_HOMES]


def __getattr__(name):
    part = _HOMES.get(name, name)
    if part not in _PARTS:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    module = __import__(f'{__name__}.{part}', fromlist=('*',))
    value = getattr(module, name) if name in _HOMES else module
    globals()[name] = value
    return value


def __dir__():
    return [*globals(), *_PARTS, *_HOMES]
