# What RestrictedPython, whichever it is, says of constructs: a line of JSON each. CASES: (class of the node or '', source).
import ast
import json
import warnings

from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec

warnings.simplefilter('ignore')


def parsed(kind, source):
    if kind == 'FunctionType':
        return ast.parse(source, mode='func_type')
    if kind in ('Expression', 'Interactive'):
        return ast.parse(source, mode='eval' if kind == 'Expression' else 'single')
    return ast.parse(source, type_comments=kind == 'TypeIgnore')


def judged(kind, source):
    """The node alone: in its place, something around it may be refused first."""
    policy = RestrictingNodeTransformer()
    node = next(node for node in ast.walk(parsed(kind, source)) if type(node).__name__ == kind)
    policy.visit(node)
    return policy.errors, policy.warnings


def whole(kind, source):
    try:
        tree = parsed(kind, source)
    except SyntaxError:
        result = compile_restricted_exec(source)
        return result.errors, result.warnings, None
    policy = RestrictingNodeTransformer()
    before = ast.unparse(tree)
    tree = policy.visit(tree)
    after = None if policy.errors else ast.unparse(tree)
    return policy.errors, policy.warnings, None if after == before else after


for kind, source in CASES:
    errors, notes, becomes = whole(kind, source)
    out = {'errors': errors, 'warnings': notes, 'becomes': becomes}
    if kind:
        out['alone'] = judged(kind, source)
    print(json.dumps(out))
