# A policy is an object with three lists, and visits a tree.
import ast
from RestrictedPython import RestrictingNodeTransformer

policy = RestrictingNodeTransformer(errors=[], warnings=[], used_names={})
tree = policy.visit(ast.parse('x = y.z[0]'))
print(ast.unparse(tree), policy.errors, policy.warnings, policy.used_names)
#> x = _getitem_(_getattr_(y, 'z'), 0) [] [] {'y': True}
