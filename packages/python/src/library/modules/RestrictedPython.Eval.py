"""Expressions that are compiled when they are needed, restricted or not."""
import ast

from RestrictedPython.compile import compile_restricted_eval

nltosp = str.maketrans('\r\n', '  ')

default_guarded_getattr = getattr


def default_guarded_getitem(ob, index):
    return ob[index]


def default_guarded_getiter(ob):
    return ob


class RestrictionCapableEval:
    """An expression. Subclasses have other `globals`, or another `eval`."""

    globals = {'__builtins__': None}

    # Restricted and unrestricted code.
    rcode = None
    ucode = None

    # The names that it reads.
    used = None

    def __init__(self, expr):
        expr = expr.strip()
        self.__name__ = expr
        self.expr = expr.translate(nltosp)
        # What is no expression is a SyntaxError now.
        self.prepUnrestrictedCode()

    def prepRestrictedCode(self):
        if self.rcode is not None:
            return
        result = compile_restricted_eval(self.expr, '<string>')
        if result.errors:
            raise SyntaxError(result.errors[0])
        self.used = tuple(result.used_names)
        self.rcode = result.code

    def prepUnrestrictedCode(self):
        if self.ucode is not None:
            return
        tree = ast.parse(self.expr, '<string>', 'eval')
        code = compile(tree, '<string>', 'eval')
        if self.used is None:
            self.used = tuple({
                node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            })
        self.ucode = code

    def eval(self, mapping):
        """The value, with names from `mapping`."""
        self.prepRestrictedCode()
        names = {
            '_getattr_': default_guarded_getattr,
            '_getitem_': default_guarded_getitem,
            '_getiter_': default_guarded_getiter,
            **self.globals,
        }
        for name in self.used:
            if name not in names and name in mapping:
                names[name] = mapping[name]
        return eval(self.rcode, names)

    def __call__(self, **kw):
        return self.eval(kw)
