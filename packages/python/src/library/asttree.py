# Nodes of `ast` as text and for pickling.

def ast_repr(node, depth):
    name = type(node).__name__
    if depth <= 0:
        return f'{name}(...)'
    if not node._fields:
        return f'{name}()'
    parts = []
    for field in node._fields:
        value = getattr(node, field)
        if isinstance(value, list):
            text = ast_list_repr(value, depth)
        elif is_ast_node(value):
            text = ast_repr(value, depth - 1)
        else:
            text = repr(value)
        parts.append(f'{field}={text}')
    return f'{name}({", ".join(parts)})'


def ast_list_repr(items, depth):
    """The first and the last item stand for a longer list."""
    shown = items if len(items) <= 2 else [items[0], items[-1]]
    texts = [ast_repr(x, depth - 1) if is_ast_node(x) else repr(x) for x in shown]
    if len(items) > 2:
        texts.insert(1, '...')
    return '[' + ', '.join(texts) + ']'


def ast_warn(messages):
    for message in messages:
        find_and_load('warnings').warn(message, DeprecationWarning, 1)


def ast_reduce(node):
    check_state_shown(node)
    return type(node), (), node.__dict__
