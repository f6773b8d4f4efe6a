"""Waiting for sockets: `select` and `poll` for the sockets of this cell. No other file descriptor can be waited for.

`select` is no method of a class that has it as an attribute, as a function in C is none.
"""

import _select

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
PIPE_BUF = 4096


def _number(fileobj):
    if not isinstance(fileobj, int):
        try:
            fileobj = fileobj.fileno()
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method') from None
        if not isinstance(fileobj, int):
            raise TypeError('fileno() returned a non-integer')
    if fileobj < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({int(fileobj)})')
    return int(fileobj)


@staticmethod
def select(rlist, wlist, xlist, timeout=None, /):
    if timeout is not None:
        if not isinstance(timeout, (int, float)):
            raise TypeError('timeout must be a number or None')
        if timeout < 0:
            raise ValueError('timeout must be non-negative')
    reads = [(_number(f), f) for f in rlist]
    writes = [(_number(f), f) for f in wlist]
    for f in xlist:
        _number(f)
    readable, writable = _select.poll([n for n, f in reads], [n for n, f in writes], timeout)
    return [f for n, f in reads if n in readable], [f for n, f in writes if n in writable], []


class poll:
    """What happens on registered sockets: register(), then poll(milliseconds)."""

    def __init__(self):
        self._events = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._events[_number(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        n = _number(fd)
        if n not in self._events:
            raise FileNotFoundError(2, 'No such file or directory')
        self._events[n] = eventmask

    def unregister(self, fd, /):
        del self._events[_number(fd)]

    def poll(self, timeout=None, /):
        if timeout is not None:
            if not isinstance(timeout, (int, float)):
                raise TypeError('timeout must be an integer or None')
            timeout = None if timeout < 0 else timeout / 1000
        reads = [n for n, events in self._events.items() if events & (POLLIN | POLLPRI)]
        writes = [n for n, events in self._events.items() if events & POLLOUT]
        readable, writable = _select.poll(reads, writes, timeout)
        out = []
        for n in self._events:
            happened = (POLLIN if n in readable else 0) | (POLLOUT if n in writable else 0)
            if happened:
                out.append((n, happened))
        return out
