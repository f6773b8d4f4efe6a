"""Signals as a cell has them: handlers can be set, and no signal ever comes from outside."""
from enum import IntEnum

Signals = IntEnum('Signals', {
    'SIGHUP': 1, 'SIGINT': 2, 'SIGQUIT': 3, 'SIGILL': 4, 'SIGTRAP': 5, 'SIGABRT': 6, 'SIGBUS': 7, 'SIGFPE': 8,
    'SIGKILL': 9, 'SIGUSR1': 10, 'SIGSEGV': 11, 'SIGUSR2': 12, 'SIGPIPE': 13, 'SIGALRM': 14, 'SIGTERM': 15,
    'SIGSTKFLT': 16, 'SIGCHLD': 17, 'SIGCONT': 18, 'SIGSTOP': 19, 'SIGTSTP': 20, 'SIGTTIN': 21, 'SIGTTOU': 22,
    'SIGURG': 23, 'SIGXCPU': 24, 'SIGXFSZ': 25, 'SIGVTALRM': 26, 'SIGPROF': 27, 'SIGWINCH': 28, 'SIGIO': 29, 'SIGPWR': 30,
    'SIGSYS': 31, 'SIGRTMIN': 34, 'SIGRTMAX': 64, 'SIGIOT': 6, 'SIGPOLL': 29, 'SIGCLD': 17,
}, module=__name__)
Handlers = IntEnum('Handlers', {'SIG_DFL': 0, 'SIG_IGN': 1}, module=__name__)
Sigmasks = IntEnum('Sigmasks', {'SIG_BLOCK': 0, 'SIG_UNBLOCK': 1, 'SIG_SETMASK': 2}, module=__name__)
for _kind in Signals, Handlers, Sigmasks:
    globals().update(_kind.__members__)
del _kind
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = range(3)
ItimerError = OSError
NSIG = 65


def default_int_handler(signalnum, frame, /):
    raise KeyboardInterrupt


_handlers = {number: Handlers.SIG_DFL for number in Signals}
_handlers[Signals.SIGINT] = default_int_handler
_handlers[Signals.SIGPIPE] = Handlers.SIG_IGN


def _number(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError('signal number out of range')
    return signalnum


def getsignal(signalnum):
    return _handlers.get(_number(signalnum), Handlers.SIG_DFL)


def signal(signalnum, handler):
    if not callable(handler) and handler not in (Handlers.SIG_DFL, Handlers.SIG_IGN):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    old = getsignal(signalnum)
    if signalnum in (Signals.SIGKILL, Signals.SIGSTOP):
        raise OSError(22, 'Invalid argument')
    _handlers[signalnum] = Handlers(handler) if isinstance(handler, int) else handler
    return old


def raise_signal(signalnum, /):
    """Calls the handler, if the program has set one."""
    handler = getsignal(signalnum)
    if callable(handler):
        import sys
        handler(signalnum, sys._getframe(1))


def valid_signals():
    return set(Signals)


def strsignal(signalnum, /):
    number = _number(signalnum)
    return Signals(number).name if number in set(Signals) else None


# Signals that are blocked are remembered, and none ever waits.
_blocked = set()


def pthread_sigmask(how, mask, /):
    """Block signals, or let them through again; those that were blocked before."""
    global _blocked
    signals = {Signals(_number(n)) for n in mask} - {Signals.SIGKILL, Signals.SIGSTOP}
    before = _blocked
    match how:
        case Sigmasks.SIG_BLOCK:
            _blocked = before | signals
        case Sigmasks.SIG_UNBLOCK:
            _blocked = before - signals
        case Sigmasks.SIG_SETMASK:
            _blocked = signals
        case _:
            raise OSError(22, 'Invalid argument')
    return set(before)


def sigpending():
    """Signals that wait to be let through: there are none."""
    return set()


def siginterrupt(signalnum, flag, /):
    """Whether a signal interrupts calls of the system: none ever comes."""
    _number(signalnum)


def getitimer(which, /):
    """How long a timer still runs, and its interval: none is ever set."""
    if which not in (ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF):
        raise ItimerError(22, 'Invalid argument')
    return 0.0, 0.0


_wakeup = -1


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """Where a number is written when a signal comes; the one before."""
    global _wakeup
    before, _wakeup = _wakeup, fd
    return before
