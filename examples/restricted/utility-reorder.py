# reorder: a selection in another order.
from RestrictedPython.Utilities import reorder

items = [('k1', 'v1'), 'k2', ('k3', 'v3')]
print(reorder(items))
print(reorder(items, ('k3', 'k2', 'no')))
print(reorder(items, ('k3', ('k2', 0), 'k1'), ('k2',)))
print(reorder(items, without=['k1', ('k3', 'x')]))
#> [('k1', 'v1'), ('k2', 'k2'), ('k3', 'v3')]
#> [('k3', 'v3'), ('k2', 'k2')]
#> [('k3', 'v3'), ('k1', 'v1')]
#> [('k2', 'k2')]
