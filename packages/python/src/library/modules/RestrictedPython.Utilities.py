"""Modules and functions to add to what restricted code has by name."""
import importlib

from _script_builtins import reorder, same_type, test

utility_builtins = {'set': set, 'frozenset': frozenset}


class _Without:
    """A module without some of its names."""

    def __init__(self, module, *names):
        vars(self).update(_module=module, _names=names)

    def __getattr__(self, name):
        if name in self._names:
            raise NotImplementedError(f'{self._module.__name__}.{name} is not safe')
        try:
            return getattr(self._module, name)
        except AttributeError as e:
            # The error of the module itself would hand the module out.
            e.obj = self
            raise


def _offer(name, module, *without):
    """Where the cell's policy allows the module."""
    try:
        found = importlib.import_module(module)
    except ImportError:
        return
    utility_builtins[name] = _Without(found, *without) if without else found


_offer('string', 'string', 'Formatter')
_offer('math', 'math')
_offer('random', 'random')
_offer('whrandom', 'random')


utility_builtins.update(same_type=same_type, test=test, reorder=reorder)
