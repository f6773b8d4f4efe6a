"""Code from text, by a policy: an object with a tree's nodes for its methods (RestrictedPython.transformer)."""
import ast
from collections import namedtuple

from RestrictedPython.transformer import RestrictingNodeTransformer, copy_locations

CompileResult = namedtuple('CompileResult', 'code errors warnings used_names')
CompileResult.__doc__ = 'What came of a compilation; `code` is None where there are errors.'

syntax_error_template = 'Line {lineno}: {type}: {msg} at statement: {statement!r}'

_TREES = (ast.Module, ast.Expression, ast.Interactive)


def _syntax_error(e):
    statement = e.text.strip() if e.text else None
    return syntax_error_template.format(lineno=e.lineno, type=type(e).__name__, msg=e.msg, statement=statement)


def _compile(source, filename, mode, flags, dont_inherit, policy):
    if policy is None:
        code = compile(source, filename, mode=mode, flags=flags, dont_inherit=dont_inherit)
        return CompileResult(code, (), [], {})
    if not issubclass(policy, RestrictingNodeTransformer):
        raise TypeError('Unallowed policy provided for RestrictedPython')
    if not isinstance(source, (str, bytes, bytearray, *_TREES)):
        raise TypeError(f'Not allowed source type: "{type(source).__name__}".')
    errors, notes, used_names = [], [], {}
    tree = source if isinstance(source, _TREES) else _parsed(source, filename, mode, errors)
    code = None
    if tree is not None:
        policy(errors, notes, used_names).visit(tree)
        if not errors:
            code = compile(tree, filename, mode=mode)
    return CompileResult(code, tuple(errors), notes, used_names)


def _parsed(source, filename, mode, errors):
    try:
        return ast.parse(source, filename, mode)
    except SyntaxError as e:
        errors.append(_syntax_error(e))
    except (TypeError, ValueError) as e:
        errors.append(str(e))


def compile_restricted_exec(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """Statements, as a CompileResult."""
    return _compile(source, filename, 'exec', flags, dont_inherit, policy)


def compile_restricted_eval(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """An expression, as a CompileResult."""
    return _compile(source, filename, 'eval', flags, dont_inherit, policy)


def compile_restricted_single(
        source, filename='<string>', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """One statement of a dialogue, as a CompileResult."""
    return _compile(source, filename, 'single', flags, dont_inherit, policy)


def compile_restricted_function(
        p, body, name, filename='<string>', globalize=None, flags=0, dont_inherit=False,
        policy=RestrictingNodeTransformer):
    """A CompileResult whose code defines a function: `p` its parameters, `body` its statements, as text each. `globalize`:
    names that are global in it."""
    if isinstance(body, ast.Expression):
        statement = ast.Expr(body.body)
        copy_locations(statement, body.body)
        statements = [statement]
    elif isinstance(body, _TREES):
        statements = body.body
    else:
        try:
            statements = ast.parse(body, '<func code>', 'exec').body
        except SyntaxError as e:
            return CompileResult(None, (_syntax_error(e),), (), {})
    if globalize:
        statements.insert(0, ast.Global(globalize))
    module = ast.parse(f'def masked_function_name({p}): pass', '<func wrapper>', 'exec')
    function = module.body[0]
    # Its name need not be an identifier.
    function.name = name
    function.body = statements
    return _compile(ast.fix_missing_locations(module), filename, 'exec', flags, dont_inherit, policy)


def compile_restricted(
        source, filename='<unknown>', mode='exec', flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    """In place of compile(): code, or SyntaxError with all that was found."""
    if mode not in ('exec', 'eval', 'single'):
        raise TypeError('unknown mode %s', mode)
    result = _compile(source, filename, mode, flags, dont_inherit, policy)
    if result.warnings:
        import warnings
        for text in result.warnings:
            warnings.warn(text, SyntaxWarning)
    if result.errors:
        raise SyntaxError(result.errors)
    return result.code
