"""
Bastions: stand-ins for objects, through which their methods may be called and nothing else of them is reached.

    account = Bastion(Account())
    account.deposit(10)     # a method
    account._audit          # AttributeError: _audit
    account.balance         # AttributeError: balance, for it is no method

In a cell inside this one, a bastion's object is not there at all: each use comes back here.
"""
from types import MethodType

__all__ = ['BastionClass', 'Bastion']


class BastionClass:
    """What a bastion is. `get` takes the name of an attribute and answers it, or raises AttributeError."""

    def __init__(self, get, name):
        self._get_ = get
        self._name_ = name

    def __repr__(self):
        return f'<Bastion for {self._name_}>'

    def __getattr__(self, name):
        return self._get_(name)

    def __setattr__(self, name, value):
        # Whoever holds the bastion must not be able to put something of their own in a method's place.
        if name[:1] != '_':
            raise AttributeError(name)
        object.__setattr__(self, name, value)


def Bastion(object, filter=lambda name: name[:1] != '_', name=None, bastionclass=BastionClass):
    """A bastion for an object: methods whose names pass `filter` can be called."""

    def get(attribute):
        if type(attribute) is str and filter(attribute):
            found = getattr(object, attribute)
            if type(found) is MethodType:
                return _closed(found)
        raise AttributeError(attribute)

    if name is None:
        name = repr(object)
    return bastionclass(get, name)


def _closed(method):
    def call(*args, **kwargs):
        return method(*args, **kwargs)

    call.__name__ = method.__name__
    call.__qualname__ = method.__qualname__
    call.__doc__ = method.__doc__
    return call
