"""`queue.SimpleQueue` over one lock of the machine, which stands for what getters wait for."""
import types
from _event_loop import now
from _collections import deque
from _thread import allocate_lock


class Empty(Exception):
    """Nothing is in the queue."""


class SimpleQueue:
    """A queue without a limit, first in, first out."""

    __slots__ = ('_items', '_waiting', '__weakref__')

    def __init__(self):
        self._items = deque()
        # Locks of those that wait, each released when there is something for it.
        self._waiting = deque()

    def put(self, item, block=True, timeout=None):
        """Put something in; it never waits."""
        self._items.append(item)
        if self._waiting:
            self._waiting.popleft().release()

    def put_nowait(self, item):
        """The same as put()."""
        self.put(item)

    def get(self, block=True, timeout=None):
        """Take the next out, waiting for it as long as asked."""
        items = self._items
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        end = None if timeout is None else now() + timeout
        while not items:
            if timeout == 0:
                raise Empty
            lock = allocate_lock()
            lock.acquire()
            self._waiting.append(lock)
            try:
                came = lock.acquire(True, -1 if timeout is None else timeout)
            except BaseException:
                self._forget(lock)
                raise
            if not came:
                self._forget(lock)
            if end is not None:
                timeout = max(0, end - now()) if came else 0
        return items.popleft()

    def _forget(self, lock):
        """It waits no longer; what was meant for it wakes another one."""
        try:
            self._waiting.remove(lock)
        except ValueError:
            if self._items and self._waiting:
                self._waiting.popleft().release()

    def get_nowait(self):
        """The same as get(False)."""
        return self.get(False)

    def empty(self):
        """Whether nothing is in it."""
        return not self._items

    def qsize(self):
        """How much is in it."""
        return len(self._items)

    __class_getitem__ = classmethod(types.GenericAlias)
