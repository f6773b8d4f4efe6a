"""Threads' primitives in a world of one thread: locks work, new threads cannot be started."""

TIMEOUT_MAX = 9223372036.0
error = RuntimeError


class lock:
    """A lock; where it is taken, waiting for it can never end, so it is an error."""

    __slots__ = ('_taken', '__weakref__')

    def __init__(self):
        self._taken = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError('timeout value must be a non-negative number')
        if not self._taken:
            self._taken = True
            return True
        if blocking and timeout == -1:
            raise RuntimeError('deadlock: the only thread waits for a lock that it holds')
        return False

    acquire_lock = acquire

    def release(self):
        if not self._taken:
            raise RuntimeError('release unlocked lock')
        self._taken = False

    release_lock = release

    def locked(self):
        return self._taken

    locked_lock = locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, type, value, traceback):
        self.release()

    def _at_fork_reinit(self):
        self._taken = False

    def __repr__(self):
        return f'<{"locked" if self._taken else "unlocked"} _thread.lock object at {id(self):#x}>'


class RLock:
    """A lock that its thread can take again."""

    __slots__ = ('_count', '__weakref__')

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1

    def locked(self):
        return self._count > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, type, value, traceback):
        self.release()

    def _is_owned(self):
        return self._count > 0

    def _recursion_count(self):
        return self._count

    def _acquire_restore(self, state):
        self._count = state[0]

    def _release_save(self):
        state = self._count, get_ident()
        self._count = 0
        return state

    def _at_fork_reinit(self):
        self._count = 0

    def __repr__(self):
        state = 'locked' if self._count else 'unlocked'
        owner = get_ident() if self._count else 0
        return f'<{state} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>'


LockType = lock


class _local:
    """Attributes of the one thread."""


class _ThreadHandle:
    """The thread that runs."""

    def __init__(self):
        self.ident = get_ident()

    def join(self, timeout=None):
        raise RuntimeError('Cannot join current thread')

    def is_done(self):
        return False

    def _set_done(self):
        pass


def allocate_lock():
    return lock()


allocate = allocate_lock


def get_ident():
    return 1


def get_native_id():
    return 1


def _get_main_thread_ident():
    return 1


def _make_thread_handle(ident):
    return _ThreadHandle()


def start_new_thread(function, args, kwargs={}):
    raise RuntimeError("can't start new thread")


start_new = start_new_thread


def start_joinable_thread(function, handle=None, daemon=True):
    raise RuntimeError("can't start new thread")


def exit():
    raise SystemExit


exit_thread = exit


def _count():
    return 0


def _is_main_interpreter():
    return True


def _shutdown():
    pass


def daemon_threads_allowed():
    return False


def interrupt_main(signum=2):
    raise KeyboardInterrupt


def stack_size(size=0):
    return 0


def set_name(name):
    pass


class _ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def _excepthook(args, /):
    import sys
    sys.excepthook(args.exc_type, args.exc_value, args.exc_traceback)
