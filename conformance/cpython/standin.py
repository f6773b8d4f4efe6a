"""Stand-ins for modules that cannot be had in a cell: a test that uses one is skipped, others of its file run."""

import sys
import unittest

# Set when the tests run: while a file is imported, what it takes from a missing module is only kept.
running = False


class StandIn:
    """Stands for what a missing module would have given. While tests run, its use skips them."""

    def __init__(self, name):
        self.__dict__['_name'] = name

    def _use(self):
        if running:
            raise unittest.SkipTest(f'no {self._name}')
        return self

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return StandIn(f'{self._name}.{name}')

    def __call__(self, /, *args, **kwargs):
        self._use()
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], StandIn):
            return self._decorate(args[0])
        return StandIn(f'{self._name}()')

    def _decorate(self, target):
        """What a missing decorator was to change cannot be used as it is."""
        if isinstance(target, type):
            if hasattr(target, 'assertEqual'):
                return unittest.skip(f'no {self._name}')(target)
            return StandIn(f'{self._name}({target.__name__})')

        def skips(*args, **kwargs):
            raise unittest.SkipTest(f'no {self._name}')

        return skips

    def __mro_entries__(self, bases):
        return ()

    def __iter__(self):
        self._use()
        return iter(())

    def __enter__(self):
        return self._use()

    def __exit__(self, *exc):
        return False

    def __eq__(self, other):
        self._use()
        return self is other

    def __hash__(self):
        return id(self)

    def __instancecheck__(self, value):
        self._use()
        return False

    def __subclasscheck__(self, cls):
        self._use()
        return False

    def __index__(self):
        self._use()
        return 0


def _operate(self, *args):
    return self._use()


for _name in 'add radd sub rsub mul rmul truediv mod or ror and rand xor rxor lt le gt ge getitem neg invert'.split():
    setattr(StandIn, f'__{_name}__', _operate)


def _no_processes():
    raise NotImplementedError('no processes')


# By these the tests themselves find out what there is.
_ANSWERS = {'concurrent.futures.process._check_system_limits': _no_processes}


class StandInModule(type(sys)):
    def __getattr__(self, name):
        if name.startswith('__') and name != '__all__':
            raise AttributeError(name)
        answer = _ANSWERS.get(f'{self.__name__}.{name}')
        if answer is not None:
            return answer
        if name == '__all__':
            return []
        return StandIn(f'{self.__name__}.{name}')

    __path__ = ()


def install(name):
    """Puts a stand-in where `import name` finds it."""
    module = sys.modules[name] = StandInModule(name)
    parent, _, child = name.rpartition('.')
    if parent in sys.modules:
        setattr(sys.modules[parent], child, module)
