"""Built-in functions that programs had in Python 2's time, and sys.exc_info as RExec gives it."""
import importlib
from sys import exc_info as _exc_info


def exc_info():
    """The exception that is being handled: class and instance. Its traceback stays with the supervisor."""
    cls, value, traceback = _exc_info()
    return cls, value, None


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
