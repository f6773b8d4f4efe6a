# A subclass has names of its own, which a mapping does not replace.
from RestrictedPython import RestrictionCapableEval

class Priced(RestrictionCapableEval):
    globals = {'__builtins__': None, 'rate': 3}

e = Priced('[rate * x for x in xs]')
print(e(xs=[1, 2], rate=100), e.rcode is not None)
#> [3, 6] True
