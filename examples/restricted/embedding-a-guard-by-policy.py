# A _getattr_ that has the host's own list of what may be read.
from RestrictedPython import compile_restricted_eval
from RestrictedPython.Guards import safer_getattr

class Account:
    def __init__(self, owner, balance):
        self.owner, self.balance, self.secret = owner, balance, 'x'

ALLOWED = {Account: {'owner', 'balance'}, str: {'upper'}}

def guard(ob, name, default=None):
    if name not in ALLOWED.get(type(ob), ()):
        raise AttributeError(f'{type(ob).__name__}.{name} is not allowed')
    return safer_getattr(ob, name)

names = {'_getattr_': guard, 'a': Account('ann', 5)}
print(eval(compile_restricted_eval('a.owner.upper(), a.balance').code, names))
for source in ('a.secret', 'a.owner.encode()'):
    try:
        eval(compile_restricted_eval(source).code, names)
    except AttributeError as e:
        print(e)
#> ('ANN', 5)
#> Account.secret is not allowed
#> str.encode is not allowed
