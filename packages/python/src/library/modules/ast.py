"""Trees of Python programs: parse, walk, change, show."""
from _ast import *


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a source text."""
    flags = PyCF_ONLY_AST
    if optimize > 0:
        flags |= PyCF_OPTIMIZED_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    if feature_version is None:
        feature_version = -1
    elif isinstance(feature_version, tuple):
        major, minor = feature_version
        if major != 3:
            raise ValueError(f'Unsupported major version: {major}')
        feature_version = minor
    tree = compile(source, filename, mode, flags, _feature_version=feature_version, optimize=optimize)
    if 0 <= feature_version < 14:
        _check_features(tree, feature_version, filename)
    return tree


def _newer_features(node):
    """What a node has that earlier versions had not: pairs of the version and the words for it."""
    kind = type(node).__name__
    asynchronous = {
        'AsyncFunctionDef': 'Async functions',
        'AsyncFor': 'Async for loops',
        'AsyncWith': 'Async with statements',
        'Await': 'Await expressions',
    }
    if kind in asynchronous:
        yield 5, f'{asynchronous[kind]} are'
    if isinstance(getattr(node, 'op', None), MatMult):
        yield 5, "The '@' operator is"
    if kind == 'AnnAssign':
        yield 6, 'Variable annotation syntax is'
    if any(generator.is_async for generator in getattr(node, 'generators', ())):
        yield 6, 'Async comprehensions are'
    if kind == 'NamedExpr':
        yield 8, 'Assignment expressions are'
    if getattr(getattr(node, 'args', None), 'posonlyargs', None):
        yield 8, 'Positional-only parameters are'
    if kind == 'Match':
        yield 10, 'Pattern matching is'
    if kind == 'TryStar':
        yield 11, 'Exception groups are'
    if kind == 'TypeAlias':
        yield 12, 'Type statement is'
    if getattr(node, 'type_params', None):
        yield 12, 'Type parameter lists are'
    if getattr(node, 'default_value', None):
        yield 13, 'Type parameter defaults are'
    if kind == 'TemplateStr':
        yield 14, 't-strings are'


def _check_features(tree, version, filename):
    found = []
    for node in walk(tree):
        for since, words in _newer_features(node):
            if since > version:
                found.append((node.lineno, node.col_offset, f'{words} only supported in Python 3.{since} and greater'))
    if found:
        lineno, offset, message = min(found)
        raise SyntaxError(message, (filename, lineno, offset + 1, None))


def literal_eval(node_or_string):
    """The value of an expression of literals alone: strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval').body
    elif isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    text = 'malformed node or string'
    if line := getattr(node, 'lineno', None):
        text += f' on line {line}'
    raise ValueError(text + f': {node!r}')


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and node.args == node.keywords == []:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left = _signed(node.left)
        right = _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A tree as text."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {node.__class__.__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _dump(node, 0, annotate_fields, include_attributes, indent, show_empty)[0]


def _dump(node, level, annotate, attributes, indent, show_empty):
    if indent is not None:
        level += 1
        prefix = '\n' + indent * level
        sep = ',\n' + indent * level
    else:
        prefix = ''
        sep = ', '
    if isinstance(node, AST):
        cls = type(node)
        args = []
        pending = []
        simple = True
        keywords = annotate
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                keywords = True
                continue
            if value is None and getattr(cls, name, ...) is None:
                keywords = True
                continue
            if not show_empty:
                if value == [] and isinstance(value, list):
                    if not keywords:
                        pending.append(repr(value))
                    continue
                if not keywords:
                    args.extend(pending)
                    pending = []
            text, plain = _dump(value, level, annotate, attributes, indent, show_empty)
            simple = simple and plain
            args.append(f'{name}={text}' if keywords else text)
        if attributes and node._attributes:
            for name in node._attributes:
                try:
                    value = getattr(node, name)
                except AttributeError:
                    continue
                if value is None and getattr(cls, name, ...) is None:
                    continue
                text, plain = _dump(value, level, annotate, attributes, indent, show_empty)
                simple = simple and plain
                args.append(f'{name}={text}')
        if simple and len(args) <= 3:
            return f'{node.__class__.__name__}({", ".join(args)})', not args
        return f'{node.__class__.__name__}({prefix}{sep.join(args)})', False
    if isinstance(node, list):
        if not node:
            return '[]', True
        parts = [_dump(x, level, annotate, attributes, indent, show_empty)[0] for x in node]
        return f'[{prefix}{sep.join(parts)}]', False
    return repr(node), True


def copy_location(new_node, old_node):
    """Give a node the place of another."""
    for name in ('lineno', 'col_offset', 'end_lineno', 'end_col_offset'):
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give each node without a place the one of its parent."""
    root = node
    work = [(node, 1, 0, 1, 0)]
    while work:
        node, line, col, end_line, end_col = work.pop()
        if 'lineno' in node._attributes:
            if not hasattr(node, 'lineno'):
                node.lineno = line
            else:
                line = node.lineno
        if 'end_lineno' in node._attributes:
            if getattr(node, 'end_lineno', None) is None:
                node.end_lineno = end_line
            else:
                end_line = node.end_lineno
        if 'col_offset' in node._attributes:
            if not hasattr(node, 'col_offset'):
                node.col_offset = col
            else:
                col = node.col_offset
        if 'end_col_offset' in node._attributes:
            if getattr(node, 'end_col_offset', None) is None:
                node.end_col_offset = end_col
            else:
                end_col = node.end_col_offset
        for child in iter_child_nodes(node):
            work.append((child, line, col, end_line, end_col))
    return root


def increment_lineno(node, n=1):
    """Move a tree n lines down."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and (end := getattr(child, 'end_lineno', 0)) is not None:
            child.end_lineno = end + n
    return node


def iter_fields(node):
    """(name, value) of each field that is there."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below."""
    for name, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    first = node.body[0].value
    if not (isinstance(first, Constant) and isinstance(first.value, str)):
        return None
    if clean:
        import inspect
        return inspect.cleandoc(first.value)
    return first.value


def get_source_segment(source, node, *, padded=False):
    """The text that a node was made from."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        line = node.lineno - 1
        end_line = node.end_lineno - 1
        col = node.col_offset
        end_col = node.end_col_offset
    except AttributeError:
        return None
    lines = _lines(source, end_line + 1)
    if end_line == line:
        return lines[line].encode()[col:end_col].decode()
    padding = ''
    if padded:
        padding = ''.join([c if c in '\f\t' else ' ' for c in lines[line].encode()[:col].decode()])
    first = padding + lines[line].encode()[col:].decode()
    last = lines[end_line].encode()[:end_col].decode()
    return ''.join([first, *lines[line + 1:end_line], last])


def _lines(source, most):
    lines = []
    start = 0
    while start < len(source) and len(lines) < most:
        ends = [at for at in (source.find('\n', start), source.find('\r', start)) if at >= 0]
        end = min(ends) + 1 if ends else len(source)
        if source[end - 1:end + 1] == '\r\n':
            end += 1
        lines.append(source[start:end])
        start = end
    return lines


def walk(node):
    """Each node of a tree, the nearest first."""
    queue = [node]
    at = 0
    while at < len(queue):
        node = queue[at]
        at += 1
        queue.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    """Calls visit_NAME for each node; the default visits what lies below."""

    def visit(self, node):
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for name, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """A visitor whose results take the place of the nodes; None removes one, a list puts several in its place."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for value in old:
                    if isinstance(value, AST):
                        value = self.visit(value)
                        if value is None:
                            continue
                        if not isinstance(value, AST):
                            new.extend(value)
                            continue
                    new.append(value)
                old[:] = new
            elif isinstance(old, AST):
                value = self.visit(old)
                if value is None:
                    delattr(node, name)
                else:
                    setattr(node, name, value)
        return node


# Names of nodes that earlier versions had.

class slice(AST):
    """Deprecated node."""


class Index(slice):
    """Deprecated node: the value itself."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Deprecated node: a Tuple."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """Deprecated node."""


class AugLoad(expr_context):
    """Deprecated node."""


class AugStore(expr_context):
    """Deprecated node."""


class Param(expr_context):
    """Deprecated node."""


def compare(a, b, /, *, compare_attributes=False):
    """Whether two trees are the same: types and fields of their nodes, and on demand where they stand."""
    work = [(a, b)]
    while work:
        a, b = work.pop()
        if type(a) is not type(b):
            return False
        if isinstance(a, list):
            if len(a) != len(b):
                return False
            work += zip(a, b)
        elif isinstance(a, AST):
            names = a._fields + a._attributes if compare_attributes else a._fields
            for name in names:
                known = hasattr(a, name), hasattr(b, name)
                if known[0] != known[1]:
                    return False
                if known[0]:
                    work.append((getattr(a, name), getattr(b, name)))
        elif a != b:
            return False
    return True


def unparse(ast_obj):
    """Source text for a tree."""
    from _ast_unparse import Unparser
    return Unparser().visit(ast_obj)


def main(args=None):
    """`python -m ast`: show the tree of a file, or of standard input."""
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('infile', nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument(
        '-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'), help='what is parsed'
    )
    parser.add_argument('--no-type-comments', default=True, action='store_false', help='leave type comments out')
    parser.add_argument('-a', '--include-attributes', action='store_true', help='show lines and columns too')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    parser.add_argument('--feature-version', type=str, default=None, metavar='VERSION', help='a version like 3.10')
    parser.add_argument('-O', '--optimize', type=int, default=-1, metavar='LEVEL', help='level of optimization')
    parser.add_argument('--show-empty', default=False, action='store_true', help='show empty lists and None too')
    options = parser.parse_args(args)
    if options.infile == '-':
        import sys
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = options.infile
        with open(name, 'rb') as file:
            source = file.read()
    version = None
    if options.feature_version:
        try:
            version = tuple(map(int, options.feature_version.split('.', 1)))
        except ValueError:
            parser.error(f'Invalid format for --feature-version: {options.feature_version!r}')
    tree = parse(
        source,
        name,
        options.mode,
        type_comments=options.no_type_comments,
        feature_version=version,
        optimize=options.optimize,
    )
    text = dump(
        tree, include_attributes=options.include_attributes, indent=options.indent, show_empty=options.show_empty
    )
    print(text)


if __name__ == '__main__':
    main()
