"""Calls of the host that are under way: one table for the event loops and threads of a cell, and what waits for them.

Who wants a result is told by `finish(said)`, whoever looks; `refused()`: the host answers while the program stands still.
"""
import _event_loop
import _thread

# (who wants it, function, args, kwargs) by number.
calls = {}
_numbers = 0


def begin(wanted, function, args, kwargs):
    """The number of the call; None: it is over, and has been told."""
    global _numbers
    _numbers += 1
    return _begin(_numbers, wanted, function, args, kwargs)


def _begin(number, wanted, function, args, kwargs):
    try:
        said = _event_loop.begin(number, function, args, kwargs)
    except BaseException:
        calls.pop(number, None)
        raise
    if said is None:
        calls[number] = wanted, function, args, kwargs
        return number
    calls.pop(number, None)
    if said is False:
        wanted.refused()
    else:
        wanted.finish(said)
    return None


def abandon(number):
    """Nobody wants the result any more."""
    if calls.pop(number, None) is not None:
        _event_loop.abandon(number)


def look(reads, writes, timeout):
    """Sockets that can be read from and written to within that time; None: nothing came."""
    readable, writable, done = _event_loop.wait(reads, writes, len(calls), timeout)
    if done is None:
        # The system does not know the calls that are under way: the program goes on elsewhere.
        for number, call in list(calls.items()):
            _begin(number, *call)
        return (), ()
    for number, *said in done:
        if number in calls:
            calls.pop(number)[0].finish(tuple(said))
    return (readable, writable) if readable or writable or done else None


def wait_beside(bell, timeout, outside, look):
    """Waits for the bell or what `look(seconds)` finds outside, while other threads go on. True: it rang; False: it is time
    to look again, or the time is over; else what was found."""
    said = _event_loop.wait_beside(bell, timeout, outside)
    if said is True or said is False:
        return said
    found = look(said)
    if found is None and said is not None:
        _event_loop.advance(said)
    return False if found is None else found


def _new_bell():
    bell = _thread.allocate_lock()
    bell.acquire()
    return bell


class _Answer:
    __slots__ = ('bell', 'said')

    def __init__(self):
        self.bell = _new_bell()
        self.said = None

    def finish(self, said):
        self.said = said
        self.bell.release()

    def refused(self):
        pass


def _look_for_calls(timeout):
    return look([], [], timeout)


def call(function, args, kwargs):
    """What is said of the call, for which this thread alone waits; None: the host answers only while all stand still."""
    answer = _Answer()
    number = begin(answer, function, args, kwargs)
    try:
        while number in calls:
            if wait_beside(answer.bell, None, True, _look_for_calls) is False:
                look([], [], 0)
    except BaseException:
        abandon(number)
        raise
    return answer.said


def wait_for_socket(number, writing, timeout):
    """Whether it can be read from or written to within that time: this thread alone waits."""
    reads, writes = ([], [number]) if writing else ([number], [])
    end = None if timeout is None else _event_loop.now() + timeout
    bell = _new_bell()

    def look_for_socket(timeout):
        return look(reads, writes, timeout)

    found = look_for_socket(0)
    while not (found and number in found[writing]):
        left = None if end is None else end - _event_loop.now()
        if left is not None and left <= 0:
            return False
        found = wait_beside(bell, left, True, look_for_socket) or look_for_socket(0)
    return True
