"""Built-in functions that programs had in Python 2's time."""
import importlib


def reload(module):
    """Runs a module's code again. The library's own is what it was: nothing can have changed it."""
    refused = None
    try:
        return importlib.reload(module)
    except ImportError as e:
        refused = e
    if str(refused).endswith('in restricted mode'):
        return module
    raise refused
