"""What `_pickle` has and `pickle` has not: PickleBuffer (PEP 574)."""


class PickleBuffer:
    """A buffer that may be pickled out of band."""

    __module__ = 'pickle'
    __slots__ = ('_view', '__weakref__')

    def __init__(self, object, /):
        self._view = memoryview(object)

    def _alive(self):
        if self._view is None:
            raise ValueError('operation forbidden on released PickleBuffer object')
        return self._view

    def __buffer__(self, flags, /):
        return memoryview(self._alive())

    def raw(self):
        """The bytes of a contiguous buffer, flat."""
        view = self._alive()
        if not view.contiguous:
            raise BufferError('cannot extract raw buffer from non-contiguous buffer')
        if view.nbytes == 0:
            return memoryview(view.tobytes())
        if view.ndim != 1 or view.format != 'B':
            return view.cast('B')
        return memoryview(view)

    def release(self):
        """Let go of the buffer."""
        view, self._view = self._view, None
        if view is not None:
            view.release()
