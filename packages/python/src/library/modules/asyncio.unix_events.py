"""The event loop of a cell: it waits for sockets of the cell, calls of the host and time in one call of the system.

There are no signals and no processes below it. Where time does not pass by itself it jumps to what is waited
for, unless something of the outside may come first.
"""

import functools
import heapq

import _contextvars
import _event_loop
import _host_calls
import _thread
from . import base_events, events, format_helpers, selector_events
from ._later import socket, ssl

__all__ = ('SelectorEventLoop', 'EventLoop')

EVENT_READ = 1
EVENT_WRITE = 2

# How many turns without waiting look at the outside once.
_SELDOM = 16

_Handle = events.Handle
_new = object.__new__

_calls = _host_calls.calls


class _Key:
    """A socket that is waited for, as selectors.SelectorKey."""

    __slots__ = ('fileobj', 'fd', 'events', 'data')

    def __init__(self, fileobj, fd, events, data):
        self.fileobj = fileobj
        self.fd = fd
        self.events = events
        self.data = data


class _Waiting:
    """What a loop waits for, with the methods of a selector."""

    def __init__(self):
        self._keys = {}
        self._turns = 0
        # Released by another thread that wants the loop to go on.
        self._bell = _thread.allocate_lock()
        self._bell.acquire()

    def time(self):
        return _event_loop.now()

    def _number(self, fileobj):
        return fileobj if isinstance(fileobj, int) else fileobj.fileno()

    def register(self, fileobj, events, data=None):
        fd = self._number(fileobj)
        if fd in self._keys:
            raise KeyError(f'{fileobj!r} (FD {fd}) is already registered')
        key = self._keys[fd] = _Key(fileobj, fd, events, data)
        return key

    def unregister(self, fileobj):
        fd = self._number(fileobj)
        if fd not in self._keys:
            raise KeyError(f'{fileobj!r} is not registered')
        return self._keys.pop(fd)

    def modify(self, fileobj, events, data=None):
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def get_key(self, fileobj):
        key = self._keys.get(self._number(fileobj))
        if key is None:
            raise KeyError(f'{fileobj!r} is not registered')
        return key

    def get_map(self):
        return self._keys

    def close(self):
        self._keys.clear()

    def select(self, timeout=None):
        if timeout is not None and timeout <= 0:
            self._turns += 1
            if self._turns % _SELDOM or not (self._keys or _calls):
                return ()
            return self._look(0) or ()
        if _thread._count():
            return self._select_beside_threads(timeout)
        if not (self._keys or _calls):
            if timeout is None:
                raise RuntimeError('deadlock: all tasks wait, and nothing that could wake one is under way')
            if not _event_loop.is_real():
                _event_loop.advance(timeout)
                return ()
        ready = self._look(timeout)
        if ready is None and timeout is not None:
            _event_loop.advance(timeout)
        return ready or ()

    def wake(self):
        if self._bell.locked():
            self._bell.release()

    def _select_beside_threads(self, timeout):
        """They go on meanwhile, and may wake the loop: the outside is looked at now and then, and when all wait."""
        end = None if timeout is None else self.time() + timeout
        while True:
            outside = bool(self._keys or _calls)
            if outside:
                ready = self._look(0)
                if ready is not None:
                    return ready
            left = None if end is None else end - self.time()
            if left is not None and left <= 0:
                return ()
            ready = _host_calls.wait_beside(self._bell, left, outside, self._look)
            if ready is not False:
                return () if ready is True else ready

    def _look(self, timeout):
        """What is ready within that time; None: nothing."""
        reads = [fd for fd, key in self._keys.items() if key.events & EVENT_READ]
        writes = [fd for fd, key in self._keys.items() if key.events & EVENT_WRITE]
        found = _host_calls.look(reads, writes, timeout)
        if found is None:
            return None
        readable, writable = found
        ready = []
        for fd, key in self._keys.items():
            mask = (EVENT_READ if fd in readable else 0) | (EVENT_WRITE if fd in writable else 0)
            if mask & key.events:
                ready.append((key, mask & key.events))
        return ready


class _Wanted:
    """A call of the host, of which a future gets the result."""

    __slots__ = ('future',)

    def __init__(self, future):
        self.future = future

    def finish(self, said):
        _finish(self.future, said)

    def refused(self):
        self.future.cancel()


def _finish(future, said):
    loop = future.get_loop()
    if future.done() or loop.is_closed():
        return
    try:
        value = _event_loop.result(said)
    except BaseException as e:
        future.set_exception(e.with_traceback(None))
    else:
        future.set_result(value)
    if _thread._count():
        # Another thread's loop may have looked.
        loop._write_to_self()


def _ended(number, future):
    """The task that waited for the call was cancelled: nobody wants its result."""
    if future.cancelled():
        _host_calls.abandon(number)


def _knows_sockets_alone(selector):
    """The library's own kinds of selectors: a thread, or a call of the host, would not wake one."""
    import selectors
    return type(selector) in (selectors.SelectSelector, selectors.PollSelector) and not selector.get_map()


class _UnixSelectorEventLoop(selector_events.BaseSelectorEventLoop):
    """The event loop of a cell."""

    def __init__(self, selector=None):
        base_events.BaseEventLoop.__init__(self)
        self._selector = _Waiting() if selector is None or _knows_sockets_alone(selector) else selector
        self._transports = {}

    def time(self):
        if isinstance(self._selector, _Waiting):
            return self._selector.time()
        return super().time()

    # Turns and callbacks as BaseEventLoop has them, without calls for what is plain.

    def call_soon(self, callback, *args, context=None):
        if self._debug or self._closed:
            return super().call_soon(callback, *args, context=context)
        handle = _new(_Handle)
        handle._context = _contextvars.copy_context() if context is None else context
        handle._loop = self
        handle._callback = callback
        handle._args = args
        handle._cancelled = False
        handle._repr = None
        handle._source_traceback = None
        self._ready.append(handle)
        return handle

    def _run_once(self):
        waiting = self._selector
        if self._debug or type(waiting) is not _Waiting:
            return super()._run_once()
        ready = self._ready
        run_next = _event_loop.run_next
        leave_turn = _event_loop.leave_turn
        if self._scheduled:
            self._wait_for_timers(waiting, ready)
        elif ready or self._stopping:
            waiting._turns += 1
            if not waiting._turns % _SELDOM and (waiting._keys or _calls):
                self._process_events(waiting._look(0) or ())
        else:
            self._process_events(waiting.select())
        turn = [ready, len(ready), None, None, None, None]
        try:
            while turn[1]:
                try:
                    run_next(turn)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as e:
                    handle = turn[2]
                    leave_turn(turn)
                    self._callback_failed(handle, e)
                    handle = None
        finally:
            leave_turn(turn)

    def _wait_for_timers(self, waiting, ready):
        timers = self._scheduled
        if self._timer_cancelled_count > 50 and 2 * self._timer_cancelled_count > len(timers):
            for handle in timers:
                if handle._cancelled:
                    handle._scheduled = False
            timers = self._scheduled = [handle for handle in timers if not handle._cancelled]
            heapq.heapify(timers)
            self._timer_cancelled_count = 0
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)._scheduled = False
            self._timer_cancelled_count -= 1
        timeout = None
        if ready or self._stopping:
            timeout = 0
        elif timers:
            timeout = min(max(timers[0]._when - self.time(), 0), base_events.MAXIMUM_SELECT_TIMEOUT)
        self._process_events(waiting.select(timeout))
        end = self.time() + self._clock_resolution
        while timers and timers[0]._when < end:
            handle = heapq.heappop(timers)
            handle._scheduled = False
            ready.append(handle)

    def _callback_failed(self, handle, error):
        callback = format_helpers._format_callback_source(handle._callback, handle._args)
        context = {'message': f'Exception in callback {callback}', 'exception': error, 'handle': handle}
        if handle._source_traceback:
            context['source_traceback'] = handle._source_traceback
        self.call_exception_handler(context)

    def _call_host(self, function, args, kwargs):
        self._check_closed()
        future = self.create_future()
        number = _host_calls.begin(_Wanted(future), function, args, kwargs)
        if not future.done():
            future.add_done_callback(functools.partial(_ended, number))
        elif future.cancelled():
            return None
        return future

    def _make_self_pipe(self):
        pass

    def _close_self_pipe(self):
        pass

    def _write_to_self(self):
        if type(self._selector) is _Waiting:
            self._selector.wake()

    # TLS is the supervisor's: the handshake is made at once.

    def _make_ssl_transport(self, rawsock, protocol, sslcontext, waiter=None, *, server_side=False,
                            server_hostname=None, extra=None, server=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, call_connection_made=True):
        self._ensure_fd_no_transport(rawsock)
        if sslcontext is None:
            sslcontext = ssl.create_default_context()
        wrapped = sslcontext.wrap_socket(
            rawsock, server_side=server_side, do_handshake_on_connect=False, server_hostname=server_hostname)
        wrapped.settimeout(ssl_handshake_timeout)
        try:
            wrapped.do_handshake()
        except BaseException:
            wrapped.close()
            raise
        wrapped.setblocking(False)
        extra = {
            **(extra or {}),
            'sslcontext': sslcontext,
            'ssl_object': wrapped,
            'cipher': wrapped.cipher(),
            'compression': wrapped.compression(),
        }
        return selector_events._SelectorSocketTransport(self, wrapped, protocol, waiter, extra, server)

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        raise NotImplementedError('a connection of a cell begins with TLS or has none: pass ssl= when it is opened')

    # What a cell has not.

    def add_signal_handler(self, sig, callback, *args):
        raise NotImplementedError('no signals come to a cell')

    def remove_signal_handler(self, sig):
        return False

    async def subprocess_shell(self, *args, **kwargs):
        raise NotImplementedError('a cell starts no processes')

    subprocess_exec = subprocess_shell

    async def connect_read_pipe(self, protocol_factory, pipe):
        raise NotImplementedError('a cell has no pipes')

    connect_write_pipe = connect_read_pipe

    async def create_unix_connection(self, protocol_factory, path=None, **kwargs):
        raise NotImplementedError('a cell has no sockets in files')

    create_unix_server = create_unix_connection


class _UnixDefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    """The policy of a cell: loops are made when they are asked for."""

    _loop_factory = _UnixSelectorEventLoop


SelectorEventLoop = _UnixSelectorEventLoop
_DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
