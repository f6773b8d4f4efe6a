# What the unpacking guards are told of a target.
import ast
from RestrictedPython import RestrictingNodeTransformer

for target in ('a, b', 'a, (b, c)', '*a, (b, c)', 'a, *b, (c, (d, e)), f', 'a,'):
    tree = RestrictingNodeTransformer().visit(ast.parse(target + ' = x'))
    print(ast.unparse(tree))
#> a, b = _unpack_sequence_(x, {'childs': (), 'min_len': 2}, _getiter_)
#> a, (b, c) = _unpack_sequence_(x, {'childs': ((1, {'childs': (), 'min_len': 2}),), 'min_len': 2}, _getiter_)
#> *a, (b, c) = _unpack_sequence_(x, {'childs': ((-1, {'childs': (), 'min_len': 2}),), 'min_len': 1}, _getiter_)
#> a, *b, (c, (d, e)), f = _unpack_sequence_(x, {'childs': ((-2, {'childs': ((1, {'childs': (), 'min_len': 2}),), 'min_len': 2}),), 'min_len': 3}, _getiter_)
#> a, = _unpack_sequence_(x, {'childs': (), 'min_len': 1}, _getiter_)
