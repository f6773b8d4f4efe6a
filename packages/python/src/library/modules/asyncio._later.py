"""What the modules of asyncio import when something of it is first used (scripts/standard-asyncio.mjs)."""

import sys
from _thread import RLock, _local, allocate_lock, get_ident
from _weakref import ref
from _weakrefset import WeakSet
from collections.abc import Awaitable
from types import CoroutineType, GeneratorType


class _Later:
    """A module that is imported when an attribute is asked for that is not known here. True: it is imported."""

    def __init__(self, name, **known):
        self.__dict__['_rexec_name'] = name
        self.__dict__.update(known)

    def _rexec_there(self):
        return _module(self._rexec_name)

    def __getattr__(self, name):
        return getattr(self._rexec_there(), name)

    def __setattr__(self, name, value):
        self.__dict__.pop(name, None)
        setattr(self._rexec_there(), name, value)

    def __delattr__(self, name):
        delattr(self._rexec_there(), name)

    def __bool__(self):
        return self._rexec_name in sys.modules

    def __repr__(self):
        return repr(self._rexec_there())


class _Logger(_Later):
    """The package's logger."""

    def _rexec_there(self):
        return _module(self._rexec_name).logger


class _Tasks:
    """Tasks that are known and not kept alive, by their ids: what a WeakSet does for any object."""

    def __init__(self):
        self.references = {}
        # At so many of them those that are gone are forgotten.
        self.most = 64

    def add(self, task):
        if len(self.references) >= self.most:
            self.references = {number: known for number, known in self.references.items() if known() is not None}
            self.most = 2 * len(self.references) + 64
        self.references[id(task)] = ref(task)

    def discard(self, task):
        self.references.pop(id(task), None)

    def __iter__(self):
        return iter([task for known in self.references.values() if (task := known()) is not None])

    def __len__(self):
        return len(list(iter(self)))

    def __contains__(self, task):
        return id(task) in self.references


class _Package:
    futures = _Later(
        'concurrent.futures',
        FIRST_COMPLETED='FIRST_COMPLETED',
        FIRST_EXCEPTION='FIRST_EXCEPTION',
        ALL_COMPLETED='ALL_COMPLETED',
    )


def _module(name):
    __import__(name)
    return sys.modules[name]


def _warn(message, category=None, stacklevel=1, source=None):
    _module('warnings').warn(message, category, stacklevel + 1, source)


def _isgenerator(o):
    return isinstance(o, GeneratorType)


def _isawaitable(o):
    # 0x100: CO_ITERABLE_COROUTINE
    if isinstance(o, CoroutineType) or isinstance(o, GeneratorType) and o.gi_code.co_flags & 0x100:
        return True
    return isinstance(o, Awaitable)


concurrent = _Package()
inspect = _Later('inspect', isawaitable=_isawaitable, isgenerator=_isgenerator)
linecache = _Later('linecache')
logger = _Logger('asyncio.log')
logging = _Later('logging', DEBUG=10)
os = _Later('os')
selectors = _Later('selectors', EVENT_READ=1, EVENT_WRITE=2)
signal = _Later('signal')
socket = _Later('socket', AF_UNSPEC=0, AF_INET6=10, SOCK_STREAM=1, AI_PASSIVE=1, TCP_NODELAY=1)
ssl = _Later('ssl')
subprocess = _Later('subprocess', PIPE=-1, STDOUT=-2, DEVNULL=-3)
threading = _Later('threading', Lock=allocate_lock, RLock=RLock, local=_local, get_ident=get_ident)
traceback = _Later('traceback')
warnings = _Later('warnings', warn=_warn)
weakref = _Later('weakref', WeakSet=WeakSet, ref=ref, Tasks=_Tasks)
base_subprocess = _Later('asyncio.base_subprocess')
graph = _Later('asyncio.graph')
queues = _Later('asyncio.queues')
runners = _Later('asyncio.runners')
sslproto = _Later('asyncio.sslproto')
staggered = _Later('asyncio.staggered')
streams = _Later('asyncio.streams')
taskgroups = _Later('asyncio.taskgroups')
threads = _Later('asyncio.threads')
trsock = _Later('asyncio.trsock')
