"""What compilation gives before it is a CompileResult, as (code, errors, warnings, used_names): what there is of it needs
little of the library, so that a first source need not wait for the rest."""
import ast

from RestrictedPython.transformer import RestrictingNodeTransformer, copy_locations

syntax_error_template = 'Line {lineno}: {type}: {msg} at statement: {statement!r}'

_TREES = (ast.Module, ast.Expression, ast.Interactive)


def syntax_error(e):
    statement = e.text.strip() if e.text else None
    return syntax_error_template.format(lineno=e.lineno, type=type(e).__name__, msg=e.msg, statement=statement)


def compiled(source, filename, mode, flags=0, dont_inherit=False, policy=RestrictingNodeTransformer):
    if policy is None:
        return compile(source, filename, mode=mode, flags=flags, dont_inherit=dont_inherit), (), [], {}
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
    return code, tuple(errors), notes, used_names


def _parsed(source, filename, mode, errors):
    try:
        return ast.parse(source, filename, mode)
    except SyntaxError as e:
        errors.append(syntax_error(e))
    except (TypeError, ValueError) as e:
        errors.append(str(e))


def compiled_function(
        p, body, name, filename='<string>', globalize=None, flags=0, dont_inherit=False,
        policy=RestrictingNodeTransformer):
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
            return None, (syntax_error(e),), (), {}
    if globalize:
        statements.insert(0, ast.Global(globalize))
    module = ast.parse(f'def masked_function_name({p}): pass', '<func wrapper>', 'exec')
    function = module.body[0]
    # Its name need not be an identifier.
    function.name = name
    function.body = statements
    return compiled(ast.fix_missing_locations(module), filename, 'exec', flags, dont_inherit, policy)


# -- for a host that is no program ------------------------------------------------------------------------------------------

_policies = {}


def _policy_of(text):
    """True: the usual one; None: none; else that of the module with this text."""
    if text is None or text is True:
        return RestrictingNodeTransformer if text else None
    if text not in _policies:
        names = {'__name__': 'policy'}
        exec(text, names)
        if len(_policies) >= 100:
            _policies.clear()
        _policies[text] = names['Policy']
    return _policies[text]


def for_host(kind, policy, args):
    """As `compiled` gives it, whatever is wrong with the source."""
    policy = _policy_of(policy)
    try:
        if kind == 'function':
            code, errors, notes, used_names = compiled_function(*args, policy=policy)
        else:
            code, errors, notes, used_names = compiled(*args, kind, policy=policy)
    except SyntaxError as e:
        return None, (syntax_error(e),), (), ()
    except (ValueError, RecursionError) as e:
        return None, (f'Line None: {type(e).__name__}: {e}',), (), ()
    return code, tuple(errors), tuple(notes), tuple(used_names)
