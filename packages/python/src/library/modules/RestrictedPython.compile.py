"""Code from text, by a policy: an object with a tree's nodes for its methods (RestrictedPython.transformer)."""
from collections import namedtuple

from RestrictedPython._code import compiled, compiled_function, syntax_error_template
from RestrictedPython.transformer import RestrictingNodeTransformer

CompileResult = namedtuple('CompileResult', 'code errors warnings used_names')
CompileResult.__doc__ = 'What came of a compilation; `code` is None where there are errors.'


def compile_restricted_exec(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """Statements, as a CompileResult."""
    return CompileResult(*compiled(source, filename, 'exec', flags, dont_inherit, policy))


def compile_restricted_eval(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """An expression, as a CompileResult."""
    return CompileResult(*compiled(source, filename, 'eval', flags, dont_inherit, policy))


def compile_restricted_single(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """One statement of a dialogue, as a CompileResult."""
    return CompileResult(*compiled(source, filename, 'single', flags, dont_inherit, policy))


def compile_restricted_function(
        p, body, name, filename='<string>', globalize=None, flags=0, dont_inherit=False,
        policy=RestrictingNodeTransformer):
    """A CompileResult whose code defines a function: `p` its parameters, `body` its statements, as text each. `globalize`:
    names that are global in it."""
    return CompileResult(*compiled_function(p, body, name, filename, globalize, flags, dont_inherit, policy))


def compile_restricted(
        source, filename='<unknown>', mode='exec', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """In place of compile(): code, or SyntaxError with all that was found."""
    if mode not in ('exec', 'eval', 'single'):
        raise TypeError('unknown mode %s', mode)
    code, errors, notes, _ = compiled(source, filename, mode, flags, dont_inherit, policy)
    if notes:
        import warnings
        for text in notes:
            warnings.warn(text, SyntaxWarning)
    if errors:
        raise SyntaxError(errors)
    return code
