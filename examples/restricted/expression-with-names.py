# RestrictionCapableEval: an expression, and the names that it needs.
from RestrictedPython.Eval import RestrictionCapableEval

e = RestrictionCapableEval('  price * count + offer.real\n - taxes[0] ')
print(e.expr, sorted(e.used))
print(e(price=3, count=4, offer=5, taxes=[1]))
print(e.eval({'price': 1, 'count': 1, 'offer': 1, 'taxes': [0], 'more': 9}))
#> price * count + offer.real  - taxes[0] ['count', 'offer', 'price', 'taxes']
#> 16
#> 2
