"""The tree of a program, checked and changed so that what it does to things goes through its host's functions.

| a program's          | becomes                                                         |
| -------------------- | --------------------------------------------------------------- |
| x.a                  | _getattr_(x, 'a')                                               |
| x[i]                 | _getitem_(x, i)                                                 |
| x.a = v, del x[i]    | _write_(x).a = v, del _write_(x)[i]                             |
| x += v               | x = _inplacevar_('+=', x, v)                                    |
| f(*a, **k)           | _apply_(f, *a, **k)                                             |
| for x in y           | for x in _getiter_(y), in comprehensions too                    |
| for a, b in y        | for a, b in _iter_unpack_sequence_(y, SHAPE, _getiter_)         |
| a, (b, c) = y        | a, (b, c) = _unpack_sequence_(y, SHAPE, _getiter_)              |
| print(x), printed    | _print._call_print(x), _print(), _print = _print_(_getattr_)    |
| class C(B)           | class C(B, metaclass=__metaclass__)                             |
"""
import ast
from ast import AST, Assign, Attribute, Call, Constant, Del, Dict, Load, Name, Starred, Store, Tuple, expr

IOPERATOR_TO_STR = {
    ast.Add: '+=', ast.Sub: '-=', ast.Mult: '*=', ast.Div: '/=', ast.FloorDiv: '//=', ast.Mod: '%=', ast.Pow: '**=',
    ast.MatMult: '@=', ast.LShift: '<<=', ast.RShift: '>>=', ast.BitOr: '|=', ast.BitXor: '^=', ast.BitAnd: '&=',
}

# Methods that a class may define although their names begin with an underscore.
ALLOWED_FUNC_NAMES = frozenset('__init__ __contains__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__'.split())

# Names with a meaning of their own here.
FORBIDDEN_FUNC_NAMES = frozenset('print printed builtins breakpoint'.split())

# Attributes of tracebacks, frames, code, generators and coroutines that lead on to other things (library `inspect`).
INSPECT_ATTRIBUTES = frozenset((
    'tb_frame tb_next '
    'f_back f_builtins f_code f_generator f_globals f_locals f_trace '
    'co_code '
    'gi_frame gi_code gi_yieldfrom '
    'cr_await cr_frame cr_code cr_origin'
).split())

# Nodes that are allowed whatever they are; what lies below them is visited.
PLAIN_NODES = (
    'Interactive Expression Expr Raise Assert Delete Return If While Try Global '
    'Constant List Tuple Set Dict JoinedStr FormattedValue TemplateStr Interpolation Starred IfExp '
    'ListComp SetComp DictComp GeneratorExp Yield YieldFrom Slice UnaryOp BinOp BoolOp Compare '
    'alias arguments arg keyword withitem'
).split()

# The same, with nothing below them.
LEAVES = (
    'Pass Break Continue Load Store Del '
    'UAdd USub Not Invert Add Sub Mult Div FloorDiv Mod Pow LShift RShift BitOr BitXor BitAnd MatMult '
    'And Or Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn'
).split()

# Nodes that are known, and refused. All that is in no list and has no method below is unknown, and refused too.
REFUSED_NODES = 'AsyncFunctionDef Await AsyncFor AsyncWith Nonlocal TryStar'.split()

# They have no place, so one of each does.
LOAD, STORE, DEL = Load(), Store(), Del()


def place_of(node):
    """Where a node is, for the making of others that stand in for it."""
    return {
        'lineno': node.lineno, 'col_offset': node.col_offset,
        'end_lineno': node.end_lineno, 'end_col_offset': node.end_col_offset,
    }


def copy_locations(new_node, old_node):
    """The place of a node for a new one, and for all that is new below it."""
    for name, value in place_of(old_node).items():
        assert name in new_node._attributes
        setattr(new_node, name, value)
    ast.fix_missing_locations(new_node)


class PrintInfo:
    """What the innermost function (or module) has of print."""

    def __init__(self):
        self.print_used = self.printed_used = False

    def new_print_scope(self):
        return _PrintScope(self)


class _PrintScope:
    """For the body of a function: what is around it is as before when it ends."""

    def __init__(self, info):
        self.info = info

    def __enter__(self):
        info = self.info
        self.around = info.print_used, info.printed_used
        info.print_used = info.printed_used = False

    def __exit__(self, *exc):
        self.info.print_used, self.info.printed_used = self.around


def _guard(name, place, *args):
    return Call(Name(name, LOAD, **place), list(args), [], **place)


class RestrictingNodeTransformer(ast.NodeTransformer):
    """The policy. Each kind of node has a `visit_` method; a kind without one is refused by `generic_visit`."""

    def __init__(self, errors=None, warnings=None, used_names=None):
        super().__init__()
        self.errors = [] if errors is None else errors
        self.warnings = [] if warnings is None else warnings
        # Names that the program reads; those that are made here are not among them.
        self.used_names = {} if used_names is None else used_names
        self.print_info = PrintInfo()
        self._tmp_idx = 0
        self._visitors = {}

    # -- findings --

    def error(self, node, info):
        self.errors.append(f'Line {getattr(node, "lineno", None)}: {info}')

    def warn(self, node, info):
        self.warnings.append(f'Line {getattr(node, "lineno", None)}: {info}')

    def not_allowed(self, node):
        self.error(node, f'{type(node).__name__} statements are not allowed.')

    def visit(self, node):
        kind = type(node)
        visitor = self._visitors.get(kind)
        if visitor is None:
            visitor = self._visitors[kind] = getattr(self, f'visit_{kind.__name__}', self.generic_visit)
        return visitor(node)

    def generic_visit(self, node):
        """A kind of node that nobody has judged."""
        self.warn(node, f'{type(node).__name__} statement is not known to RestrictedPython')
        self.not_allowed(node)

    def node_contents_visit(self, node):
        """Visits what lies below. A refused expression leaves None in its place, so that the others are still judged."""
        visit = self.visit
        for field in node._fields:
            old = getattr(node, field, None)
            if isinstance(old, AST):
                new = visit(old)
                if new is old:
                    continue
                if new is not None:
                    setattr(node, field, new)
                elif isinstance(old, expr):
                    setattr(node, field, Constant(None, **place_of(old)))
                else:
                    delattr(node, field)
            elif isinstance(old, list):
                kept = []
                for item in old:
                    if isinstance(item, AST):
                        item = visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            kept.extend(item)
                            continue
                    kept.append(item)
                old[:] = kept
        return node

    def _visit_plain(self, node):
        return self.node_contents_visit(node)

    def _visit_leaf(self, node):
        return self.node_contents_visit(node) if node._fields else node

    def _visit_refused(self, node):
        self.not_allowed(node)

    for kind in PLAIN_NODES:
        vars()['visit_' + kind] = _visit_plain
    for kind in LEAVES:
        vars()['visit_' + kind] = _visit_leaf
    for kind in REFUSED_NODES:
        vars()['visit_' + kind] = _visit_refused
    del kind

    # -- names --

    def check_name(self, node, name, allow_magic_methods=False):
        """No name of a program begins as those do that are made here: `_print_`, `_tmp0`, `__metaclass__`."""
        if name is None:
            return
        if name.startswith('_') and name != '_':
            if not (allow_magic_methods and name in ALLOWED_FUNC_NAMES and node.col_offset != 0):
                self.error(node, f'"{name}" is an invalid variable name because it starts with "_"')
        elif name.endswith('__roles__'):
            self.error(node, f'"{name}" is an invalid variable name because it ends with "__roles__".')
        elif name in FORBIDDEN_FUNC_NAMES:
            self.error(node, f'"{name}" is a reserved name.')

    def check_function_argument_names(self, node):
        args = node.args
        for arg in (*args.posonlyargs, *args.args, args.vararg, args.kwarg, *args.kwonlyargs):
            if arg is not None:
                self.check_name(node, arg.arg)

    def check_import_names(self, node):
        """What an import binds; `from _a import b` binds no `_a`."""
        for name in node.names:
            if '*' in name.name:
                self.error(node, '"*" imports are not allowed.')
            self.check_name(node, name.name)
            if name.asname:
                self.check_name(node, name.asname)
        return self.node_contents_visit(node)

    def visit_Name(self, node):
        if not isinstance(node.ctx, Load):
            self.check_name(node, node.id)
            return node
        if node.id == 'printed':
            self.print_info.printed_used = True
            return _guard('_print', place_of(node))
        if node.id == 'print':
            self.print_info.print_used = True
            place = place_of(node)
            return Attribute(value=Name('_print', LOAD, **place), attr='_call_print', ctx=LOAD, **place)
        self.used_names[node.id] = True
        self.check_name(node, node.id)
        return node

    def gen_tmp_name(self):
        name = f'_tmp{self._tmp_idx}'
        self._tmp_idx += 1
        return name

    visit_Import = visit_ImportFrom = check_import_names

    # -- attributes, items, calls --

    def visit_Attribute(self, node):
        name = node.attr
        if name.startswith('_') and name != '_':
            self.error(node, f'"{name}" is an invalid attribute name because it starts with "_".')
        if name.endswith('__roles__'):
            self.error(node, f'"{name}" is an invalid attribute name because it ends with "__roles__".')
        if name in INSPECT_ATTRIBUTES:
            self.error(node, f'"{name}" is a restricted name, that is forbidden to access in RestrictedPython.')
        node = self.node_contents_visit(node)
        if isinstance(node.ctx, Load):
            place = place_of(node)
            return _guard('_getattr_', place, node.value, Constant(node.attr, **place))
        node.value = _guard('_write_', place_of(node.value), node.value)
        return node

    def visit_Subscript(self, node):
        node = self.node_contents_visit(node)
        if isinstance(node.ctx, Load):
            return _guard('_getitem_', place_of(node), node.value, node.slice)
        node.value = _guard('_write_', place_of(node), node.value)
        return node

    def visit_Call(self, node):
        if isinstance(node.func, Name) and node.func.id in ('exec', 'eval'):
            self.error(node, f'{node.func.id.capitalize()} calls are not allowed.')
        starred = False
        for arg in node.args:
            starred = starred or isinstance(arg, Starred)
        for keyword in node.keywords:
            starred = starred or keyword.arg is None
        node = self.node_contents_visit(node)
        if starred:
            node.args.insert(0, node.func)
            node.func = Name('_apply_', LOAD, **place_of(node.func))
        return node

    # -- loops, and what takes things apart --

    def guard_iter(self, node):
        node = self.node_contents_visit(node)
        place = place_of(node.iter)
        if isinstance(node.target, Tuple):
            shape = self.gen_unpack_spec(node.target)
            getiter = Name('_getiter_', LOAD, **place)
            node.iter = _guard('_iter_unpack_sequence_', place, node.iter, shape, getiter)
        else:
            node.iter = _guard('_getiter_', place, node.iter)
        return node

    def visit_For(self, node):
        return self.guard_iter(node)

    def visit_comprehension(self, node):
        return self.guard_iter(node)

    def is_starred(self, ob):
        return isinstance(ob, Starred)

    def gen_unpack_spec(self, tpl):
        """The shape of a target, as a dict's tree: `min_len` items; `childs`: (index, shape) of those that are targets of
        several parts themselves. What comes after a starred one is counted from the end."""
        place = place_of(tpl)
        plain = sum(not self.is_starred(part) for part in tpl.elts)
        parts = []
        past = 0
        for index, part in enumerate(tpl.elts):
            if self.is_starred(part):
                past = plain + 1
            elif isinstance(part, Tuple):
                parts.append(Tuple([Constant(index - past, **place), self.gen_unpack_spec(part)], LOAD, **place))
        keys = [Constant('childs', **place), Constant('min_len', **place)]
        return Dict(keys=keys, values=[Tuple(parts, LOAD, **place), Constant(plain, **place)], **place)

    def protect_unpack_sequence(self, target, value):
        place = place_of(target)
        return _guard('_unpack_sequence_', place, value, self.gen_unpack_spec(target), Name('_getiter_', LOAD, **place))

    def gen_unpack_wrapper(self, node, target):
        """Where a name must stand in for a target of several parts: the name, and the statement that takes it apart."""
        name = self.gen_tmp_name()
        place = place_of(node)
        value = self.protect_unpack_sequence(target, Name(name, LOAD, **place))
        unpack = self._forgetting(name, [Assign(targets=[target], value=value, **place)], place)
        return Name(name, STORE, **place), unpack

    def _forgetting(self, name, body, place):
        """Statements, after which a name that was made here is gone."""
        forget = self.gen_del_stmt(name)
        for node in (forget, forget.targets[0]):
            for key, value in place.items():
                setattr(node, key, value)
        return ast.Try(body=body, handlers=[], orelse=[], finalbody=[forget], **place)

    def gen_none_node(self):
        return Constant(None)

    def gen_del_stmt(self, name_to_del):
        return ast.Delete(targets=[Name(name_to_del, DEL)])

    def visit_Assign(self, node):
        node = self.node_contents_visit(node)
        if len(node.targets) == 1:
            if isinstance(node.targets[0], Tuple):
                node.value = self.protect_unpack_sequence(node.targets[0], node.value)
            return node
        if not any(isinstance(target, Tuple) for target in node.targets):
            return node
        # The value is evaluated once; targets are filled from left to right.
        place = place_of(node)
        name = self.gen_tmp_name()
        body = []
        for target in node.targets:
            value = Name(name, LOAD, **place)
            if isinstance(target, Tuple):
                value = self.protect_unpack_sequence(target, value)
            body.append(Assign(targets=[target], value=value, **place))
        first = Assign(targets=[Name(name, STORE, **place)], value=node.value, **place)
        return [first, self._forgetting(name, body, place)]

    def visit_AugAssign(self, node):
        node = self.node_contents_visit(node)
        target = node.target
        if isinstance(target, Attribute):
            self.error(node, 'Augmented assignment of attributes is not allowed.')
            return node
        if isinstance(target, ast.Subscript):
            self.error(node, 'Augmented assignment of object items and slices is not allowed.')
            return node
        if not isinstance(target, Name):
            raise NotImplementedError(f'Unknown target type: {type(target)}')
        place = place_of(node)
        operator = Constant(IOPERATOR_TO_STR[type(node.op)], **place)
        value = _guard('_inplacevar_', place, operator, Name(target.id, LOAD, **place), node.value)
        return Assign(targets=[target], value=value, **place)

    def visit_NamedExpr(self, node):
        # The grammar has names alone here; a tree that a program made may have more.
        node = self.node_contents_visit(node)
        if not isinstance(node.target, Name):
            self.error(node, 'Assignment expressions are only allowed for simple targets')
        return node

    def visit_With(self, node):
        node = self.node_contents_visit(node)
        for item in reversed(node.items):
            if isinstance(item.optional_vars, Tuple):
                item.optional_vars, unpack = self.gen_unpack_wrapper(node, item.optional_vars)
                node.body.insert(0, unpack)
        return node

    def visit_ExceptHandler(self, node):
        node = self.node_contents_visit(node)
        self.check_name(node, node.name)
        return node

    # -- definitions --

    def visit_FunctionDef(self, node):
        self.check_name(node, node.name, allow_magic_methods=True)
        self.check_function_argument_names(node)
        with self.print_info.new_print_scope():
            node = self.node_contents_visit(node)
            self.inject_print_collector(node)
        return node

    def visit_Lambda(self, node):
        self.check_function_argument_names(node)
        return self.node_contents_visit(node)

    def visit_ClassDef(self, node):
        self.check_name(node, node.name)
        node = self.node_contents_visit(node)
        if any(keyword.arg == 'metaclass' for keyword in node.keywords):
            self.error(node, 'The keyword argument "metaclass" is not allowed.')
        # No other keyword, and no type parameter, reaches the metaclass.
        place = place_of(node)
        metaclass = ast.keyword(arg='metaclass', value=Name('__metaclass__', LOAD, **place), **place)
        return ast.ClassDef(
            name=node.name, bases=node.bases, keywords=[metaclass], body=node.body, decorator_list=node.decorator_list,
            **place)

    def visit_Module(self, node):
        node = self.node_contents_visit(node)
        # Nothing may come before the imports of __future__.
        first = 0
        for first, child in enumerate(node.body):
            if not (isinstance(child, ast.ImportFrom) and child.module == '__future__'):
                break
        self.inject_print_collector(node, first)
        return node

    def inject_print_collector(self, node, position=0):
        """Begins a function, or module, that prints with its own collector."""
        info = self.print_info
        if not (info.print_used or info.printed_used):
            return
        if isinstance(node, ast.Module):
            place = {'lineno': position, 'col_offset': position, 'end_lineno': position, 'end_col_offset': position}
        else:
            place = place_of(node)
        value = _guard('_print_', place, Name('_getattr_', LOAD, **place))
        new = Assign(targets=[Name('_print', STORE, **place)], value=value, **place)
        node.body.insert(position, new)
        if not info.printed_used:
            self.warn(node, "Prints, but never reads 'printed' variable.")
        elif not info.print_used:
            self.warn(node, "Doesn't print, but reads 'printed' variable.")
