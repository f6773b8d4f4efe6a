"""A stand-in for `test.support.import_helper`."""

import sys

import standin
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        __import__(name)
    except ImportError as error:
        if standin.running:
            raise unittest.SkipTest(str(error))
        # A file asks at its top for what some of its tests need.
        sys.modules[name] = standin.StandInModule(name)
    return sys.modules[name]


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False, usefrozen=False):
    """The module as it is without the blocked ones, or None where it cannot be had."""
    names = {name, *fresh, *blocked}
    saved = {key: sys.modules.pop(key) for key in list(sys.modules) if _belongs(key, names)}
    for key in blocked:
        sys.modules[key] = None
    try:
        for key in fresh:
            __import__(key)
        __import__(name)
        return sys.modules[name]
    except ImportError:
        return None
    finally:
        for key in [key for key in sys.modules if _belongs(key, names)]:
            del sys.modules[key]
        sys.modules.update(saved)


def _belongs(key, names):
    return any(key == name or key.startswith(name + '.') for name in names)


def forget(name):
    sys.modules.pop(name, None)


unload = forget


def unlink(name):
    pass


def make_legacy_pyc(*args, **kwargs):
    raise unittest.SkipTest('bytecode files')


class CleanImport:
    def __init__(self, *names, usefrozen=False):
        self.names = names

    def __enter__(self):
        self.saved = dict(sys.modules)
        for name in self.names:
            sys.modules.pop(name, None)
        return self

    def __exit__(self, *exc):
        sys.modules.update(self.saved)


class DirsOnSysPath:
    def __init__(self, *paths):
        self.paths = paths

    def __enter__(self):
        self.saved = list(sys.path)
        sys.path.extend(self.paths)
        return self

    def __exit__(self, *exc):
        sys.path[:] = self.saved


def modules_setup():
    return (dict(sys.modules),)


def modules_cleanup(saved):
    sys.modules.update(saved)


def ready_to_import(*args, **kwargs):
    raise unittest.SkipTest('files')


def ensure_lazy_imports(*args, **kwargs):
    raise unittest.SkipTest('processes')
