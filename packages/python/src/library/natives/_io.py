"""Streams (Library Reference, "io"): raw files over the system's descriptors, buffers over raw streams, text over buffers.

What a stream holds is in slots with private names, so that neither vars() nor a subclass meets it.
"""

import _streams
import builtins
import posix
import sys

DEFAULT_BUFFER_SIZE = 131072
_LARGEST_BUFFER = 8388608
BlockingIOError = builtins.BlockingIOError
UnsupportedOperation = _streams.UnsupportedOperation
TextIOWrapper = _streams.TextIOWrapper
BytesIO = _streams.BytesIO
open = builtins.open
open_code = _streams.open_code
text_encoding = _streams.text_encoding
StringIO = _streams.StringIO

_S_IFMT = 0o170000
_S_IFREG = 0o100000
_S_IFDIR = 0o040000
_S_IFCHR = 0o020000
_EBADF = 9
_EAGAIN = 11
_EISDIR = 21
_BLOCK_SIZE = 4096


def _open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Open a file: a raw stream, a buffer over it, and text over that, as the mode says."""
    if not isinstance(file, int):
        file = posix.fspath(file)
    _check_open_arguments(mode, buffering, encoding, errors, newline)
    kind, updating, binary = _MODES[mode] if type(mode) is str and mode in _MODES else _parse_mode(mode)
    if binary:
        if encoding is not None:
            raise ValueError("binary mode doesn't take an encoding argument")
        if errors is not None:
            raise ValueError("binary mode doesn't take an errors argument")
        if newline is not None:
            raise ValueError("binary mode doesn't take a newline argument")
        if buffering == 1:
            import warnings

            warnings.warn(
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                RuntimeWarning,
                1,
            )
    if type(file) is str and opener is None and closefd and not updating and kind != 'x' and '\0' not in file:
        # The usual way: what FileIO() would come to, without its questions.
        fd = _descriptor(file, _FLAGS[kind])
        raw = _new(FileIO)
        raw._begin(file, fd, kind)
    else:
        raw = FileIO(file, kind + '+' if updating else kind, closefd, opener)
    result = raw
    try:
        lines = False
        if buffering == 1 or buffering < 0:
            if buffering == 1:
                lines = True
            elif raw._is_terminal():
                lines = True
            buffering = max(min(raw._blksize, _LARGEST_BUFFER), DEFAULT_BUFFER_SIZE)
        if buffering == 0:
            if not binary:
                raise ValueError("can't have unbuffered text I/O")
            return raw
        if updating:
            result = BufferedRandom(raw, buffering)
        elif kind == 'r':
            result = BufferedReader(raw, buffering)
        else:
            result = BufferedWriter(raw, buffering)
        raw._set_owner(result)
        if binary:
            return result
        wrapper = TextIOWrapper(result, encoding, errors, newline, lines)
        raw._set_owner(wrapper)
        result = wrapper
        wrapper.mode = mode
        return wrapper
    except BaseException:
        result.close()
        raise


# What the usual modes mean: the kind, whether both ways, whether binary.
_MODES = {
    'r': ('r', False, False),
    'w': ('w', False, False),
    'a': ('a', False, False),
    'rb': ('r', False, True),
    'wb': ('w', False, True),
    'ab': ('a', False, True),
}

_FLAGS = {
    'r': posix.O_RDONLY | posix.O_CLOEXEC,
    'w': posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC | posix.O_CLOEXEC,
    'a': posix.O_WRONLY | posix.O_CREAT | posix.O_APPEND | posix.O_CLOEXEC,
}
_new = object.__new__


def _parse_mode(mode):
    kind = ''
    updating = text = binary = False
    for i, c in enumerate(mode):
        if c not in 'rwaxbt+' or c in mode[i + 1 :]:
            raise ValueError(f'invalid mode: {mode!r}')
        if c == '+':
            updating = True
        elif c == 'b':
            binary = True
        elif c == 't':
            text = True
        else:
            kind += c
    if text and binary:
        raise ValueError("can't have text and binary mode at once")
    if len(kind) > 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    return kind, updating, binary


def _check_open_arguments(mode, buffering, encoding, errors, newline):
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {_shown(mode)}")
    if type(buffering) is not int and not hasattr(buffering, '__index__'):
        raise TypeError(f"'{type(buffering).__name__}' object cannot be interpreted as an integer")
    if encoding is None and errors is None and newline is None:
        return
    for name, value in (('encoding', encoding), ('errors', errors), ('newline', newline)):
        if value is not None:
            if not isinstance(value, str):
                raise TypeError(f"open() argument '{name}' must be str or None, not {_shown(value)}")
            if '\0' in value:
                raise ValueError('embedded null character')


def _shown(value):
    return 'None' if value is None else type(value).__name__


def _unsupported(name):
    raise UnsupportedOperation(name)


def _size(n):
    """The argument of read() and its like: None is all."""
    if n is None:
        return -1
    if type(n) is int:
        return n
    index = getattr(type(n), '__index__', None)
    if index is None:
        raise TypeError(f"argument should be integer or None, not '{type(n).__name__}'")
    return index(n)


def _integer(n):
    """An argument that is an int."""
    if type(n) is int:
        return n
    index = getattr(type(n), '__index__', None)
    if index is None:
        raise TypeError(f"'{type(n).__name__}' object cannot be interpreted as an integer")
    return index(n)


def _bytes_of(b):
    """The bytes that an object exports."""
    if type(b) is bytes:
        return b
    if isinstance(b, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    try:
        with memoryview(b) as view:
            return view.tobytes()
    except TypeError:
        pass
    raise TypeError(f"a bytes-like object is required, not '{type(b).__name__}'")


def _writable_view(name, b):
    """A view to be written through; whoever asks for it releases it."""
    try:
        view = memoryview(b)
        if not view.readonly and view.c_contiguous:
            if view.ndim == 1 and view.format == 'B':
                return view
            return view.cast('B')
    except TypeError:
        pass
    raise TypeError(f'{name}() argument must be read-write bytes-like object, not {_shown(b)}')


def _passes(name, below):
    """A method that is that of the stream below, which `below` gives."""

    def method(self, /, *args):
        return getattr(below(self), name)(*args)

    method.__name__ = method.__qualname__ = name
    return method


class _IOBase:
    """The base class of all streams."""

    __slots__ = ('__dict__', '__weakref__')

    def seek(self, offset, whence=0, /):
        _unsupported('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None, /):
        _unsupported('truncate')

    def fileno(self):
        _unsupported('fileno')

    def flush(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    @property
    def closed(self):
        return '__IOBase_closed' in self.__dict__

    def close(self):
        if '__IOBase_closed' in self.__dict__:
            return
        try:
            self.flush()
        finally:
            self.__dict__['__IOBase_closed'] = True

    def __del__(self):
        try:
            closed = self.closed
        except (AttributeError, ValueError):
            return
        if not closed:
            self.close()

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        self._checkClosed()
        return False

    def _checkClosed(self, message=None):
        if self.closed:
            raise ValueError('I/O operation on closed file.' if message is None else message)

    def _checkReadable(self, message=None):
        if self.readable() is not True:
            raise UnsupportedOperation('File or stream is not readable.')

    def _checkWritable(self, message=None):
        if self.writable() is not True:
            raise UnsupportedOperation('File or stream is not writable.')

    def _checkSeekable(self, message=None):
        if self.seekable() is not True:
            raise UnsupportedOperation('File or stream is not seekable.')

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *exception):
        self.close()

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1, /):
        size = _size(size)
        peek = getattr(self, 'peek', None)
        line = bytearray()
        while size < 0 or len(line) < size:
            n = 1
            if peek is not None:
                ahead = peek(1)
                if not isinstance(ahead, bytes):
                    raise OSError(f"peek() should have returned a bytes object, not '{type(ahead).__name__}'")
                if ahead:
                    n = ahead.find(b'\n') + 1 or len(ahead)
                    if size >= 0:
                        n = min(n, size - len(line))
            b = self.read(n)
            if not isinstance(b, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(b).__name__}'")
            if not b:
                break
            line += b
            if line.endswith(b'\n'):
                break
        return bytes(line)

    def readlines(self, hint=None, /):
        hint = _size(hint)
        if hint <= 0:
            return list(self)
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total > hint:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """The base class of raw streams of bytes."""

    __slots__ = ()

    def read(self, size=-1, /):
        size = _size(size)
        if size < 0:
            return self.readall()
        b = bytearray(size)
        n = self.readinto(b)
        if n is None:
            return None
        if not 0 <= n <= len(b):
            raise ValueError(f'readinto returned {n} outside buffer size {len(b)}')
        return bytes(b[:n])

    def readall(self):
        out = bytearray()
        while True:
            data = self.read(DEFAULT_BUFFER_SIZE)
            if data is None:
                return bytes(out) if out else None
            if not isinstance(data, bytes):
                raise TypeError('read() should return bytes')
            if not data:
                return bytes(out)
            out += data

    def readinto(self, buffer, /):
        _unsupported('readinto')

    def write(self, b, /):
        _unsupported('write')


class _BufferedIOBase(_IOBase):
    """The base class of buffered streams of bytes."""

    __slots__ = ()

    def read(self, size=-1, /):
        _integer(size)
        _unsupported('read')

    def read1(self, size=-1, /):
        _unsupported('read1')

    def write(self, b, /):
        _unsupported('write')

    def detach(self):
        _unsupported('detach')

    def readinto(self, buffer, /):
        return self.__into('readinto', buffer, self.read)

    def readinto1(self, buffer, /):
        return self.__into('readinto1', buffer, self.read1)

    def __into(self, name, buffer, read):
        with _writable_view(name, buffer) as view:
            data = read(len(view))
            if not isinstance(data, bytes):
                raise TypeError('read() should return bytes')
            if len(data) > len(view):
                raise ValueError(f'read() returned too much data: {len(view)} bytes requested, {len(data)} returned')
            view[: len(data)] = data
            return len(data)


class _TextIOBase(_IOBase):
    """The base class of streams of text."""

    __slots__ = ()

    encoding = None
    newlines = None
    errors = None

    def read(self, size=-1, /):
        _unsupported('read')

    def readline(self, size=-1, /):
        _unsupported('readline')

    def write(self, s, /):
        _unsupported('write')

    def detach(self):
        _unsupported('detach')


def _cannot_pickle(stream):
    cls = type(stream)
    name = f'{cls.__module__}.{cls.__name__}' if cls.__module__ == '_io' else cls.__name__
    raise TypeError(f'cannot pickle {name!r} instances')


# -- raw files -------------------------------------------------------------------------------------------------------------


class FileIO(_RawIOBase):
    """A file of the system, by its descriptor."""

    __slots__ = ('__fd', '__kind', '__reads', '__writes', '__closes', '__seeks', '__type', '__length', '__owner', '_blksize')

    def __init__(self, file, mode='r', closefd=True, opener=None):
        try:
            if self.__fd >= 0 and self.__closes:
                posix.close(self.__fd)
        except AttributeError:
            pass
        self.__fd = -1
        self.__seeks = self.__type = self.__owner = None
        self.__closes = bool(closefd)
        self._blksize = DEFAULT_BUFFER_SIZE
        fd = -1
        if isinstance(file, int):
            if isinstance(file, bool):
                import warnings

                warnings.warn('bool is used as a file descriptor', RuntimeWarning, 1)
            fd = int(file)
            if fd < 0:
                raise ValueError('negative file descriptor')
        else:
            if isinstance(file, float):
                raise TypeError('integer argument expected, got float')
            path = posix.fspath(file)
            if (b'\0' if isinstance(path, bytes) else '\0') in path:
                raise ValueError('embedded null byte')
        flags = self.__set_mode(mode)
        if fd < 0:
            if not closefd:
                raise ValueError('Cannot use closefd=False with file name')
            fd = _open_descriptor(file, path, flags, opener)
        self.__hold(file, fd)

    def _begin(self, file, fd, kind):
        """What `__init__` does, of a new file with an open descriptor."""
        self.__fd = -1
        self.__seeks = self.__type = self.__owner = None
        self.__closes = True
        self._blksize = DEFAULT_BUFFER_SIZE
        self.__kind = kind
        self.__reads = kind == 'r'
        self.__writes = kind != 'r'
        self.__hold(file, fd)

    def __hold(self, file, fd):
        """The descriptor is this file's from now on, or is closed."""
        self.__fd = fd
        try:
            self.__look(file)
            self.name = file
            if self.__kind == 'a':
                try:
                    posix.lseek(self.__fd, 0, 2)
                except OSError:
                    pass
        except BaseException:
            fd, self.__fd = self.__fd, -1
            if not isinstance(file, int):
                posix.close(fd)
            raise

    def __set_mode(self, mode):
        if not isinstance(mode, str):
            raise TypeError(f"FileIO() argument 'mode' must be str, not {_shown(mode)}")
        kind = ''
        plus = False
        for c in mode:
            if c not in 'rwaxb+':
                raise ValueError(f'invalid mode: {mode}')
            if c == '+' and not plus:
                plus = True
            elif c != 'b':
                kind += c
        if len(kind) != 1 or kind == '+':
            raise ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
        self.__kind = kind
        self.__reads = plus or kind == 'r'
        self.__writes = plus or kind != 'r'
        flags = posix.O_RDWR if plus else posix.O_RDONLY if kind == 'r' else posix.O_WRONLY
        if kind == 'x':
            flags |= posix.O_EXCL | posix.O_CREAT
        elif kind == 'w':
            flags |= posix.O_CREAT | posix.O_TRUNC
        elif kind == 'a':
            flags |= posix.O_APPEND | posix.O_CREAT
        return flags | posix.O_CLOEXEC

    def __look(self, file):
        """What the descriptor stands for; a folder is refused."""
        try:
            if isinstance(file, int):
                stat = posix.fstat(self.__fd)
                mode = stat.st_mode
                self.__length = stat.st_size
            else:
                stat = _streams.look(self.__fd)
                mode = stat[0]
                self.__length = stat[6]
        except OSError as e:
            if isinstance(file, int) or e.errno == _EBADF:
                raise
            return
        self.__type = mode & _S_IFMT
        if self.__type == _S_IFDIR:
            raise IsADirectoryError(_EISDIR, 'Is a directory', file)
        self._blksize = _BLOCK_SIZE

    def _is_terminal(self):
        return (self.__type is None or self.__type == _S_IFCHR) and self.isatty()

    def _set_owner(self, stream):
        """The outermost stream: it is closed when nobody can reach this file any more."""
        self.__owner = stream

    def __del__(self):
        try:
            if self.__fd < 0:
                return
        except AttributeError:
            return
        owner = self.__owner
        self.__owner = None
        if owner is not None:
            owner.close()
        self.close()

    def __live(self):
        try:
            fd = self.__fd
        except AttributeError:
            fd = -1
        if fd < 0:
            raise ValueError('I/O operation on closed file')
        return fd

    @property
    def closed(self):
        try:
            return self.__fd < 0
        except AttributeError:
            return True

    @property
    def closefd(self):
        return self.__closes

    @property
    def mode(self):
        if self.__kind == 'r' or not self.__reads:
            return self.__kind + ('b+' if self.__reads and self.__writes else 'b')
        return 'rb+' if self.__kind == 'w' else self.__kind + 'b+'

    def fileno(self):
        return self.__live()

    def readable(self):
        self.__live()
        return self.__reads

    def writable(self):
        self.__live()
        return self.__writes

    def seekable(self):
        fd = self.__live()
        if self.__seeks is None:
            if self.__type == _S_IFREG:
                self.__seeks = True
            else:
                try:
                    posix.lseek(fd, 0, 1)
                    self.__seeks = True
                except OSError:
                    self.__seeks = False
        return self.__seeks

    def isatty(self):
        return posix.isatty(self.__live())

    def __readable_fd(self):
        fd = self.__live()
        if not self.__reads:
            raise UnsupportedOperation('File not open for reading')
        return fd

    def read(self, size=-1, /):
        size = _size(size)
        fd = self.__readable_fd()
        if size < 0:
            return self.readall()
        return posix.read(fd, size)

    def readall(self):
        fd = self.__readable_fd()
        regular = self.__type == _S_IFREG
        size = self.__length + 1 if regular else DEFAULT_BUFFER_SIZE
        data = posix.read(fd, size)
        if regular and len(data) < size:
            more = posix.read(fd, DEFAULT_BUFFER_SIZE) if len(data) != size - 1 and data else b''
            if not more:
                return data
        else:
            more = posix.read(fd, DEFAULT_BUFFER_SIZE)
            if not more:
                return data
        parts = [data, more]
        while more := posix.read(fd, max(DEFAULT_BUFFER_SIZE, 2 * len(more))):
            parts.append(more)
        return b''.join(parts)

    def readinto(self, buffer, /):
        fd = self.__readable_fd()
        with _writable_view('readinto', buffer) as view:
            data = posix.read(fd, len(view))
            view[: len(data)] = data
            return len(data)

    def write(self, b, /):
        try:
            fd = self.__fd
            if fd >= 0 and self.__writes:
                return posix.write(fd, b)
        except AttributeError:
            pass
        _bytes_of(b)
        self.__live()
        raise UnsupportedOperation('File not open for writing')

    def seek(self, offset, whence=0, /):
        fd = self.__live()
        if isinstance(offset, float):
            raise TypeError('an integer is required')
        return posix.lseek(fd, offset, whence)

    def tell(self):
        return posix.lseek(self.__live(), 0, 1)

    def truncate(self, size=None, /):
        fd = self.__live()
        if not self.__writes:
            raise UnsupportedOperation('File not open for writing')
        if size is None:
            size = posix.lseek(fd, 0, 1)
        posix.ftruncate(fd, size)
        return size

    def close(self):
        try:
            fd = self.__fd
        except AttributeError:
            return
        if fd < 0:
            return
        try:
            _RawIOBase.close(self)
        finally:
            self.__fd = -1
            self.__owner = None
            if self.__closes:
                posix.close(fd)

    def __repr__(self):
        cls = type(self)
        name = f'{cls.__module__}.{cls.__qualname__}'
        if self.closed:
            return f'<{name} [closed]>'
        closes = self.__closes
        if hasattr(self, 'name'):
            return f'<{name} name={self.name!r} mode={self.mode!r} closefd={closes}>'
        return f'<{name} fd={self.__fd} mode={self.mode!r} closefd={closes}>'

    def __reduce_ex__(self, protocol):
        _cannot_pickle(self)


def _open_descriptor(file, path, flags, opener):
    """The descriptor of a file by its name. Where there are too many, the ones of files that nobody has any more are closed."""
    if opener is not None:
        fd = opener(file, flags)
        if not isinstance(fd, int):
            raise TypeError('expected integer from opener')
        fd = int.__index__(fd)
        if fd < 0:
            raise ValueError(f'opener returned {fd}')
        return fd
    return _descriptor(path, flags)


def _descriptor(path, flags):
    fd = _streams.open_descriptor(path, flags)
    if fd >= 0:
        return fd
    import gc

    gc.collect()
    return posix.open(path, flags, 0o666)


# -- buffers ---------------------------------------------------------------------------------------------------------------


class _Buffered(_BufferedIOBase):
    """A buffer over a raw stream. What was read ahead and what is to be written are never there at the same time."""

    __slots__ = ('__raw', '__size', '__ahead', '__at', '__out')

    def _attach(self, raw, size, *abilities):
        # A failed `__init__` leaves no stream.
        try:
            del self.__raw
        except AttributeError:
            pass
        for ability in abilities:
            _check_ability(raw, ability)
        size = _integer(size)
        if size <= 0:
            raise ValueError('buffer size must be strictly positive')
        self.__raw = raw
        self.__size = size
        self.__ahead = b''
        self.__at = 0
        self.__out = bytearray()

    def __given(self):
        try:
            raw = self.__raw
        except AttributeError:
            raw = self
        if raw is self:
            raise ValueError('I/O operation on uninitialized object')
        if raw is None:
            raise ValueError('raw stream has been detached')
        return raw

    _given_raw = __given

    def __live(self, what):
        """What was read ahead can be had of a closed file too."""
        raw = self.__given()
        if raw.closed and self.__at >= len(self.__ahead):
            raise ValueError(what + ' closed file')
        return raw

    @property
    def raw(self):
        try:
            return self.__raw
        except AttributeError:
            return None

    @property
    def closed(self):
        return self.__given().closed

    @property
    def name(self):
        return self.__given().name

    @property
    def mode(self):
        return self.__given().mode

    fileno = _passes('fileno', __given)
    isatty = _passes('isatty', __given)
    seekable = _passes('seekable', __given)

    def detach(self):
        raw = self.__given()
        self.flush()
        self.__raw = None
        if isinstance(raw, FileIO):
            raw._set_owner(None)
        return raw

    def close(self):
        raw = self.__given()
        if raw.closed:
            return
        try:
            self.flush()
        finally:
            self.__out = bytearray()
            self.__ahead = b''
            self.__at = 0
            raw.close()

    def __repr__(self):
        cls = type(self)
        name = f'{cls.__module__}.{cls.__qualname__}'
        try:
            shown = self.name
        except (AttributeError, ValueError):
            return f'<{name}>'
        return f'<{name} name={shown!r}>'

    def __reduce_ex__(self, protocol):
        _cannot_pickle(self)

    def _dealloc_warn(self, source):
        pass

    def __del__(self):
        try:
            raw = self.__raw
        except AttributeError:
            return
        # The outermost stream is closed first.
        if type(raw) is FileIO:
            raw.__del__()
        elif raw is not None and not raw.closed:
            self.close()

    # reading

    def __fetch(self, raw, n):
        """At most n bytes of the raw stream; None: it would have to wait."""
        if type(raw) is FileIO:
            return raw.read(n)
        b = bytearray(n)
        got = raw.readinto(b)
        if got is None:
            return None
        if not isinstance(got, int):
            cause = TypeError(f"'{type(got).__name__}' object cannot be interpreted as an integer")
            raise OSError('raw readinto() failed') from cause
        if got < 0 or got > n:
            raise OSError(
                f'raw readinto() returned invalid length {got} (should have been between 0 and {n})'
            )
        return bytes(b) if got == n else bytes(b[:got])

    def _read(self, size=-1, what='read of'):
        size = _size(size)
        raw = self.__live(what)
        at = self.__at
        ahead = self.__ahead
        if size < -1:
            raise ValueError('read length must be non-negative or -1')
        if 0 <= size <= len(ahead) - at:
            self.__at = at + size
            return ahead[at : at + size]
        if self.__out:
            self._flush_out(raw)
        data = ahead[at:] if at else ahead
        self.__ahead = b''
        self.__at = 0
        if size < 0:
            return self.__rest(raw, data)
        parts = [data] if data else []
        need = size - len(data)
        whole = self.__size
        while need > 0:
            if need >= whole:
                data = self.__fetch(raw, need - need % whole)
                if not data:
                    break
                parts.append(data)
            else:
                data = self.__fetch(raw, whole)
                if not data:
                    break
                if len(data) > need:
                    self.__ahead = data
                    self.__at = need
                    parts.append(data[:need])
                    break
                parts.append(data)
            need -= len(data)
        if not parts:
            return data if need > 0 and data is None else b''
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def __rest(self, raw, data):
        readall = getattr(raw, 'readall', None)
        if readall is not None:
            more = readall()
            if more is None:
                return data or None
            if not isinstance(more, bytes):
                raise TypeError('readall() should return bytes')
            return data + more if data else more
        parts = [data]
        while True:
            more = raw.read()
            if more is not None and not isinstance(more, bytes):
                raise TypeError('read() should return bytes')
            if not more:
                break
            parts.append(more)
        whole = b''.join(parts)
        return None if more is None and not whole else whole

    def _read1(self, size):
        raw = self.__live('read of')
        size = _integer(size)
        if size < 0:
            size = self.__size
        if not size:
            return b''
        at = self.__at
        ahead = self.__ahead
        if at < len(ahead):
            data = ahead[at : at + size]
            self.__at = at + len(data)
            return data
        if self.__out:
            self._flush_out(raw)
        return self.__fetch(raw, size) or b''

    def __fill(self, raw):
        """Read ahead once; the bytes that are there, b'' at the end."""
        if self.__out:
            self._flush_out(raw)
        data = self.__fetch(raw, self.__size) or b''
        self.__ahead = data
        self.__at = 0
        return data

    def _peek(self):
        raw = self.__live('peek of')
        at = self.__at
        ahead = self.__ahead
        if at < len(ahead):
            return ahead[at:]
        return self.__fill(raw)

    def _readline(self, size=-1):
        size = _size(size)
        raw = self.__live('readline of')
        at = self.__at
        ahead = self.__ahead
        end = ahead.find(b'\n', at) + 1
        if end and size < 0:
            self.__at = end
            return ahead[at:end]
        parts = []
        while True:
            stop = end or len(ahead)
            if 0 <= size <= stop - at:
                parts.append(ahead[at : at + size])
                self.__at = at + size
                break
            parts.append(ahead[at:stop])
            self.__at = stop
            if end:
                break
            if size > 0:
                size -= stop - at
            ahead = self.__fill(raw)
            at = 0
            if not ahead:
                break
            end = ahead.find(b'\n') + 1
        return b''.join(parts)

    def _readinto(self, name, buffer, once):
        with _writable_view(name, buffer) as view:
            if once and self.__at < len(self.__ahead):
                data = self._read1(len(view))
                left = len(view) - len(data)
                if left > self.__size:
                    data += self._read1(left)
            elif once:
                data = self._read_some(len(view))
            else:
                data = self._read(len(view), 'readinto of')
            if data is None:
                return None
            view[: len(data)] = data
            return len(data)

    def _read_some(self, n):
        """readinto1() where nothing is read ahead: one read of the raw stream, into the buffer where that is larger."""
        raw = self.__live('readinto of')
        if n > self.__size:
            return self._read1(n)
        data = self.__fill(raw)[:n]
        self.__at = len(data)
        return data

    # writing

    def _write(self, b):
        data = _bytes_of(b)
        raw = self.__given()
        if raw.closed:
            raise ValueError('write to closed file')
        out = self.__out
        n = len(data)
        if self.__at < len(self.__ahead):
            self.__back(raw)
        if len(out) + n <= self.__size:
            out += data
            return n
        room = self.__size - len(out)
        try:
            self._flush_out(raw)
        except BlockingIOError as e:
            room = self.__size - len(out)
            if n <= room:
                out += data
                return n
            out += data[:room]
            raise BlockingIOError(e.errno, e.strerror, room)
        at = 0
        while n - at > self.__size:
            wrote = self.__put(raw, data[at:] if at else data)
            if wrote is None:
                out += data[at : at + self.__size]
                at += self.__size
                raise BlockingIOError(_EAGAIN, 'write could not complete without blocking', at)
            at += wrote
        out += data[at:] if at else data
        return n

    def __put(self, raw, data):
        """One write of the raw stream; None: it would have to wait."""
        n = raw.write(data)
        if n is None:
            return None
        if not isinstance(n, int) or n < 0 or n > len(data):
            raise OSError(f'raw write() returned invalid length {n} (should have been between 0 and {len(data)})')
        return n

    def _flush_out(self, raw):
        out = self.__out
        while out:
            n = self.__put(raw, bytes(out))
            if n is None:
                raise BlockingIOError(_EAGAIN, 'write could not complete without blocking', 0)
            if n == len(out):
                out.clear()
            else:
                del out[:n]

    def __back(self, raw):
        """The raw stream goes back to where the program thinks it is."""
        unread = len(self.__ahead) - self.__at
        self.__ahead = b''
        self.__at = 0
        if unread:
            raw.seek(-unread, 1)

    def flush(self):
        raw = self.__live('flush of')
        if self.__out:
            self._flush_out(raw)
        if self.__at < len(self.__ahead) and self.writable():
            self.__back(raw)
        if type(raw) is not FileIO:
            raw.flush()

    # positions

    def tell(self):
        raw = self.__given()
        at = _position(raw.tell())
        return max(0, at - (len(self.__ahead) - self.__at) + len(self.__out))

    def seek(self, offset, whence=0, /):
        raw = self.__given()
        if whence not in (0, 1, 2, 3, 4):
            raise ValueError(f'whence value {whence} unsupported')
        if raw.closed:
            raise ValueError('seek of closed file')
        if not raw.seekable():
            raise UnsupportedOperation('File or stream is not seekable.')
        offset = _integer(offset)
        if self.__out:
            self._flush_out(raw)
        unread = len(self.__ahead) - self.__at
        if whence == 1:
            offset -= unread
        at = _position(raw.seek(offset, whence))
        self.__ahead = b''
        self.__at = 0
        return at

    def truncate(self, size=None, /):
        raw = self.__live('truncate of')
        if not self.writable():
            _unsupported('truncate')
        self._flush_out(raw)
        if self.__at < len(self.__ahead):
            self.__back(raw)
        if size is None:
            size = raw.tell()
        return raw.truncate(size)


def _position(at):
    if not isinstance(at, int) or at < 0:
        raise OSError(f'Raw stream returned invalid position {at}')
    return at


class BufferedReader(_Buffered):
    """A buffer over a raw stream that is read."""

    __slots__ = ()

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._attach(raw, buffer_size, 'readable')

    readable = _passes('readable', _Buffered._given_raw)
    flush = _passes('flush', _Buffered._given_raw)

    def read(self, size=-1, /):
        return self._read(size)

    def readline(self, size=-1, /):
        return self._readline(size)

    def __next__(self):
        line = self._readline()
        if not line:
            raise StopIteration
        return line

    def read1(self, size=-1, /):
        return self._read1(size)

    def peek(self, size=0, /):
        return self._peek()

    def readinto(self, buffer, /):
        return self._readinto('readinto', buffer, False)

    def readinto1(self, buffer, /):
        return self._readinto('readinto1', buffer, True)


class BufferedWriter(_Buffered):
    """A buffer over a raw stream that is written."""

    __slots__ = ()

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._attach(raw, buffer_size, 'writable')

    writable = _passes('writable', _Buffered._given_raw)

    def write(self, buffer, /):
        return self._write(buffer)


class BufferedRandom(_Buffered):
    """A buffer over a raw stream that is read and written."""

    __slots__ = ()

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._attach(raw, buffer_size, 'seekable', 'readable', 'writable')

    readable = _passes('readable', _Buffered._given_raw)
    writable = _passes('writable', _Buffered._given_raw)

    read = BufferedReader.read
    read1 = BufferedReader.read1
    peek = BufferedReader.peek
    readline = BufferedReader.readline
    __next__ = BufferedReader.__next__
    readinto = BufferedReader.readinto
    readinto1 = BufferedReader.readinto1
    write = BufferedWriter.write


def _check_ability(raw, ability):
    if getattr(raw, ability)() is not True:
        raise UnsupportedOperation(f'File or stream is not {ability}.')


class BufferedRWPair(_BufferedIOBase):
    """A reader and a writer as one stream."""

    __slots__ = ('__reader', '__writer')

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        _check_ability(reader, 'readable')
        _check_ability(writer, 'writable')
        self.__reader = BufferedReader(reader, buffer_size)
        self.__writer = BufferedWriter(writer, buffer_size)

    def __pair(self):
        try:
            return self.__reader, self.__writer
        except AttributeError:
            pass
        raise ValueError('I/O operation on uninitialized object')

    def __in(self):
        return self.__pair()[0]

    def __out(self):
        return self.__pair()[1]

    read = _passes('read', __in)
    read1 = _passes('read1', __in)
    peek = _passes('peek', __in)
    readinto = _passes('readinto', __in)
    readinto1 = _passes('readinto1', __in)
    readable = _passes('readable', __in)
    write = _passes('write', __out)
    flush = _passes('flush', __out)
    writable = _passes('writable', __out)

    def isatty(self):
        return self.__out().isatty() or self.__in().isatty()

    def close(self):
        try:
            self.__out().close()
        finally:
            self.__in().close()

    @property
    def closed(self):
        return self.__out().closed


# -- text ------------------------------------------------------------------------------------------------------------------


class IncrementalNewlineDecoder:
    """Turns the line ends of text that comes in pieces into newlines, and remembers which kinds were there."""

    __slots__ = ('__decoder', '__translates', '__waiting', '__seen', '__errors')

    def __init__(self, decoder, translate, errors='strict'):
        self.__decoder = decoder
        self.__translates = bool(translate)
        self.__errors = errors
        self.__waiting = False
        self.__seen = 0

    def __given(self):
        try:
            return self.__decoder
        except AttributeError:
            pass
        raise ValueError('I/O operation on uninitialized object')

    def decode(self, input, final=False):
        decoder = self.__given()
        text = input if decoder is None else decoder.decode(input, final=final)
        if not isinstance(text, str):
            raise TypeError(f"decoder should return a string result, not '{type(text).__name__}'")
        if self.__waiting and (text or final):
            text = '\r' + text
            self.__waiting = False
        if not final and text.endswith('\r'):
            text = text[:-1]
            self.__waiting = True
        if '\r' not in text:
            if self.__seen & 2 == 0 and '\n' in text:
                self.__seen |= 2
            return text
        pairs = text.count('\r\n')
        seen = self.__seen
        if pairs:
            seen |= 4
        if text.count('\r') > pairs:
            seen |= 1
        if text.count('\n') > pairs:
            seen |= 2
        self.__seen = seen
        if self.__translates:
            if pairs:
                text = text.replace('\r\n', '\n')
            if seen & 1:
                text = text.replace('\r', '\n')
        return text

    def getstate(self):
        decoder = self.__given()
        buffer, flag = (b'', 0) if decoder is None else decoder.getstate()
        return buffer, flag << 1 | self.__waiting

    def setstate(self, state):
        decoder = self.__given()
        if not isinstance(state, tuple):
            raise TypeError('state argument must be a tuple')
        buffer, flag = state
        self.__waiting = bool(flag & 1)
        if decoder is not None:
            decoder.setstate((buffer, flag >> 1))

    def reset(self):
        decoder = self.__given()
        self.__seen = 0
        self.__waiting = False
        if decoder is not None:
            decoder.reset()

    @property
    def newlines(self):
        self.__given()
        return (None, '\r', '\n', ('\r', '\n'), '\r\n', ('\r', '\r\n'), ('\n', '\r\n'), ('\r', '\n', '\r\n'))[self.__seen]


class _Utf8Decoder:
    """What codecs.getincrementaldecoder('utf-8') gives, without the import of it."""

    __slots__ = ('errors', 'buffer')

    def __init__(self, errors):
        self.errors = errors
        self.buffer = b''

    def decode(self, input, final=False):
        data = self.buffer + input if self.buffer else input
        text, used = _streams.utf_8_decode(data, self.errors, final)
        self.buffer = data[used:]
        return text

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]

    def reset(self):
        self.buffer = b''


_UTF8_NAMES = ('utf-8', 'UTF-8', 'utf8', 'utf_8', 'UTF8')
_NATIVE_NAMES = _UTF8_NAMES + ('ascii', 'latin-1', 'latin1', 'iso-8859-1', 'us-ascii')


class _Text:
    """The work of a TextIOWrapper: `face` is the stream that the program has."""

    def __init__(self, face, buffer, encoding, errors, newline, line_buffering, write_through):
        self.face = face
        self.buffer = buffer
        self.attached = True
        self.chunk = 8192
        self.snapshot = None
        self.reader = self.writer = None
        self.ratio = 0
        self.seeks = self.telling = bool(buffer.seekable())
        self.reads_once = hasattr(buffer, 'read1')
        self.line_buffering = bool(line_buffering)
        self.write_through = bool(write_through)
        self.encoding = encoding
        self.errors = errors
        self.set_newline(newline)
        self.set_codecs()

    def set_newline(self, newline):
        self.newline = newline
        self.universal = not newline
        self.translates = newline is None
        self.ending = newline if newline in ('\r', '\r\n') else None

    def set_codecs(self):
        native = self.encoding in _NATIVE_NAMES
        self.info = None if native else _codec_info(self.encoding)
        cls = type(self.buffer)
        # What these are for was checked when they were made.
        readable = True if cls is BufferedReader else False if cls is BufferedWriter else self.buffer.readable()
        self.reader = self.make_decoder() if readable else None
        self.encoder = None
        self.writer = cls is BufferedWriter or cls is not BufferedReader and bool(self.buffer.writable())
        if self.writer and self.info is not None:
            self.encoder = self.info.incrementalencoder(self.errors)
        quick = self.writer and native and self.errors == 'strict' and self.ending is None and not self.write_through
        self.quick = self.encoding if quick else None
        self.configure()
        if self.seeks and self.encoder is not None and self.buffer.tell() != 0:
            self.encoder.setstate(0)

    def configure(self):
        newline = None if self.reader is None else '\n' if self.translates else self.newline
        # While something is read, writing has to see to positions first.
        quick = self.quick if self.snapshot is None else None
        _streams.configure(self.face, newline, quick, self.line_buffering)

    def make_decoder(self):
        if self.info is not None:
            decoder = self.info.incrementaldecoder(self.errors)
        elif self.encoding in _UTF8_NAMES:
            decoder = _Utf8Decoder(self.errors)
        else:
            import codecs

            decoder = codecs.getincrementaldecoder(self.encoding)(self.errors)
        return IncrementalNewlineDecoder(decoder, self.translates) if self.universal else decoder

    def check(self):
        if not self.attached:
            raise ValueError('underlying buffer has been detached')

    def check_closed(self):
        self.check()
        if self.buffer.closed:
            raise ValueError('I/O operation on closed file.')

    # writing

    def write(self, s):
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {_shown(s)}')
        self.check()
        if self.buffer.closed:
            raise ValueError('I/O operation on closed file.')
        if not self.writer:
            _unsupported('not writable')
        n = len(s)
        flushes = self.line_buffering and ('\n' in s or '\r' in s)
        text = s.replace('\n', self.ending) if self.ending is not None else s
        data = text.encode(self.encoding, self.errors) if self.encoder is None else self.encoder.encode(text)
        if not isinstance(data, bytes):
            raise TypeError(f"encoder should return a bytes object, not '{type(data).__name__}'")
        self.forget_reading()
        if _streams.waiting(self.face) + len(data) > self.chunk:
            self.flush_text()
        size = _streams.push(self.face, data)
        if size >= self.chunk or flushes or self.write_through:
            self.flush_text()
        if flushes:
            self.buffer.flush()
        return n

    def forget_reading(self):
        """What was read ahead is no longer where the stream stands."""
        if self.snapshot is not None:
            _streams.give(self.face, '')
            self.snapshot = None
            self.configure()
        if self.reader is not None:
            _streams.give(self.face, '')
            self.reader.reset()

    def write_more(self, data, n, lines):
        """More than a chunk would wait: what waits already goes first."""
        self.flush_text()
        size = _streams.push(self.face, data)
        return self.written(n, lines) if lines or size >= self.chunk else n

    def written(self, n, lines):
        """Enough waits, or a line ended."""
        self.check_closed()
        if not self.writer:
            _unsupported('not writable')
        self.flush_text()
        if lines:
            self.buffer.flush()
        return n

    def flush_text(self):
        data = _streams.pending(self.face)
        if data:
            self.buffer.write(data)

    def flush(self):
        self.check_closed()
        self.telling = self.seeks
        self.flush_text()
        self.buffer.flush()

    # reading

    def check_reading(self):
        self.check_closed()
        if self.reader is None:
            _unsupported('not readable')
        self.flush_text()

    def read_chunk(self):
        """Decode another piece, after what is decoded was used up; False at the end."""
        decoder = self.reader
        state = decoder.getstate() if self.telling else None
        data = self.buffer.read1(self.chunk) if self.reads_once else self.buffer.read(self.chunk)
        if not isinstance(data, bytes):
            name = 'read1' if self.reads_once else 'read'
            data = _buffer_of(data, name)
        text = decoder.decode(data, not data)
        if not isinstance(text, str):
            raise TypeError(f"decoder should return a string result, not '{type(text).__name__}'")
        _streams.give(self.face, text)
        self.ratio = len(data) / len(text) if text else 0
        if state is not None:
            if not isinstance(state, tuple) or len(state) != 2:
                raise TypeError('illegal decoder state')
            if self.snapshot is None:
                self.snapshot = state[1], state[0] + data
                self.configure()
            else:
                self.snapshot = state[1], state[0] + data
        return bool(data)

    def read(self, size=-1):
        size = _size(size)
        self.check_reading()
        face = self.face
        if size < 0:
            data = self.buffer.read()
            if not isinstance(data, bytes):
                if data is None:
                    raise BlockingIOError(_EAGAIN, 'Read returned None.')
                raise TypeError(f"decoder expects a bytes-like object, not '{type(data).__name__}'")
            text = self.reader.decode(data, True)
            if not isinstance(text, str):
                raise TypeError(f"decoder should return a string result, not '{type(text).__name__}'")
            before = _streams.take(face, -1)
            _streams.give(face, '')
            if self.snapshot is not None:
                self.snapshot = None
                self.configure()
            return before + text if before else text
        text = _streams.take(face, size)
        need = size - len(text)
        if not need:
            return text
        parts = [text]
        while need > 0 and self.read_chunk():
            text = _streams.take(face, need)
            need -= len(text)
            parts.append(text)
        if need > 0:
            parts.append(_streams.take(face, need))
        return ''.join(parts)

    def readline(self, size=-1):
        size = _integer(size)
        self.check_reading()
        face = self.face
        newline = '\n' if self.translates else self.newline
        text = _streams.rest(face)
        done = []
        more = True
        while True:
            end = _streams.line_end(text, newline)
            # A return at the very end may be half of an end.
            if newline == '' and end == len(text) and text.endswith('\r') and more and not 0 <= size <= end:
                end = -1
            if end < 0 and not more:
                end = len(text)
            if 0 <= size and (end < 0 or size <= end) and size <= len(text):
                end = size
            if end >= 0:
                _streams.take(face, end)
                done.append(text[:end])
                return ''.join(done)
            if newline == '' and text.endswith('\r') or newline == '\r\n' and text.endswith('\r'):
                keep = '\r'
                text = text[:-1]
            else:
                keep = ''
            done.append(text)
            if size >= 0:
                size -= len(text)
            _streams.take(face, -1)
            more = self.read_chunk()
            while more and not _streams.rest(face):
                more = self.read_chunk()
            if keep:
                _streams.give_before(face, keep)
            text = _streams.rest(face)
            if not text:
                return ''.join(done)

    def next(self):
        self.telling = False
        line = self.readline()
        if not line:
            self.telling = self.seeks
            self.snapshot = None
            _streams.set_iterating(self.face, False)
            self.configure()
            raise StopIteration
        return line

    def iterate(self):
        self.check_closed()
        return self.face

    enter = iterate

    # positions

    def tell(self):
        self.check_closed()
        if not self.seeks:
            _unsupported('underlying stream is not seekable')
        if _streams.iterating(self.face) or not self.telling:
            raise OSError('telling position disabled by next() call')
        self.flush_text()
        self.buffer.flush()
        position = self.buffer.tell()
        if self.reader is None or self.snapshot is None:
            return position
        flags, data = self.snapshot
        position -= len(data)
        used = _streams.used(self.face)
        if used == 0:
            return position | flags << 64
        return self.cookie(position, flags, data, used)

    def cookie(self, position, flags, data, used):
        """Where `used` characters after a known state of the decoder are: the last state that can be gone back to, and
        what has to be read from there."""
        decoder = self.reader
        saved = decoder.getstate()
        try:
            # A guess that is right for most encodings: what the characters take when they are encoded.
            for guess in self.guesses(data, used):
                decoder.setstate((b'', flags))
                if len(decoder.decode(data[:guess])) == used:
                    buffer, after = decoder.getstate()
                    if not buffer:
                        return position + guess | after << 64
            decoder.setstate((b'', flags))
            start, start_flags, fed, chars = position, flags, 0, 0
            for i in range(len(data)):
                fed += 1
                chars += len(decoder.decode(data[i : i + 1]))
                buffer, after = decoder.getstate()
                if not buffer and chars <= used:
                    start += fed
                    used -= chars
                    start_flags, fed, chars = after, 0, 0
                if chars >= used:
                    break
            else:
                chars += len(decoder.decode(b'', final=True))
                if chars < used:
                    raise OSError("can't reconstruct logical file position")
                return start | start_flags << 64 | fed << 96 | used << 128 | 1 << 160
            if not used:
                return start | start_flags << 64
            return start | start_flags << 64 | fed << 96 | used << 128
        finally:
            decoder.setstate(saved)

    def guesses(self, data, used):
        guess = []
        try:
            guess.append(len(_streams.taken(self.face).encode(self.encoding, self.errors)))
        except (UnicodeError, LookupError):
            pass
        if self.ratio:
            guess.append(int(self.ratio * used))
        guess.append(used)
        return [n for n in guess if 0 < n <= len(data)]

    def seek(self, cookie, whence=0):
        self.check_closed()
        if not self.seeks:
            _unsupported('underlying stream is not seekable')
        if whence == 1:
            if cookie != 0:
                _unsupported("can't do nonzero cur-relative seeks")
            cookie = self.face.tell()
        elif whence == 2:
            if cookie != 0:
                _unsupported("can't do nonzero end-relative seeks")
            self.face.flush()
            _streams.give(self.face, '')
            self.forget_position()
            if self.reader is not None:
                self.reader.reset()
            position = self.buffer.seek(0, 2)
            self.reset_encoder(position)
            return position
        elif whence != 0:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        if cookie < 0:
            raise ValueError(f'negative seek position {cookie!r}')
        cookie = _integer(cookie)
        self.face.flush()
        position = cookie & (1 << 64) - 1
        flags, feed, skip, eof = (cookie >> shift & 0xFFFFFFFF for shift in (64, 96, 128, 160))
        self.buffer.seek(position)
        _streams.give(self.face, '')
        self.forget_position()
        decoder = self.reader
        if decoder is not None:
            if cookie == 0:
                decoder.reset()
            elif flags or skip or not isinstance(decoder, _Utf8Decoder):
                decoder.setstate((b'', flags))
            else:
                decoder.reset()
            if skip:
                data = self.buffer.read(feed)
                text = decoder.decode(data, bool(eof))
                if len(text) < skip:
                    raise OSError("can't restore logical file position")
                _streams.give(self.face, text)
                _streams.take(self.face, skip)
                self.snapshot = flags, data
                self.configure()
            elif flags or cookie:
                self.snapshot = flags, b''
                self.configure()
        self.reset_encoder(cookie)
        return cookie

    def forget_position(self):
        _streams.set_iterating(self.face, False)
        self.telling = self.seeks
        if self.snapshot is not None:
            self.snapshot = None
            self.configure()

    def reset_encoder(self, position):
        if self.encoder is not None:
            if position:
                self.encoder.setstate(0)
            else:
                self.encoder.reset()

    def truncate(self, size=None):
        self.check()
        self.face.flush()
        if size is None:
            size = self.face.tell()
        return self.buffer.truncate(size)

    # the rest

    def detach(self):
        self.check()
        self.face.flush()
        self.attached = False
        buffer = self.buffer
        raw = getattr(buffer, 'raw', None)
        if isinstance(raw, FileIO):
            raw._set_owner(buffer)
        _streams.configure(self.face, None, None, False)
        return buffer

    def close(self):
        self.check()
        if self.buffer.closed:
            return
        try:
            self.face.flush()
        finally:
            _streams.give(self.face, '')
            _streams.pending(self.face)
            _streams.configure(self.face, None, None, False)
            self.buffer.close()

    def reconfigure(self, encoding, errors, newline, line_buffering, write_through):
        self.check()
        given = newline is not self.face
        if self.reader is not None and (self.snapshot is not None or _streams.used(self.face)):
            if encoding is not None or errors is not None or given:
                _unsupported('It is not possible to set the encoding or newline of stream after the first read')
        if given:
            _check_newline('reconfigure', newline)
        for name, value in (('encoding', encoding), ('errors', errors)):
            if value is not None and not isinstance(value, str):
                raise TypeError(f"reconfigure() argument '{name}' must be str or None, not {_shown(value)}")
        self.face.flush()
        if line_buffering is not None:
            self.line_buffering = bool(line_buffering)
        if write_through is not None:
            self.write_through = bool(write_through)
        if encoding is not None:
            if errors is None:
                errors = 'strict'
            encoding = _encoding_name(encoding)
            if encoding not in _NATIVE_NAMES:
                _codec_info(encoding)
            self.encoding = encoding
        if errors is not None:
            self.errors = errors
        if given:
            self.set_newline(newline)
        self.set_codecs()

    def below(self):
        self.check()
        return self.buffer

    readable = _passes('readable', below)
    writable = _passes('writable', below)
    seekable = _passes('seekable', below)
    isatty = _passes('isatty', below)
    fileno = _passes('fileno', below)

    def is_closed(self):
        return self.below().closed

    def get_name(self):
        return self.below().name

    def get_buffer(self):
        return self.buffer if self.attached else None

    def get_encoding(self):
        return self.encoding

    def get_errors(self):
        return self.errors

    def get_newlines(self):
        self.check()
        return getattr(self.reader, 'newlines', None)

    def get_line_buffering(self):
        return self.line_buffering

    def get_write_through(self):
        return self.write_through

    def get_chunk_size(self):
        self.check()
        return self.chunk

    def set_chunk_size(self, n):
        self.check()
        n = _integer(n)
        if n <= 0:
            raise ValueError('a strictly positive integer is required')
        self.chunk = n
        _streams.set_chunk(self.face, n)

    def show(self):
        shown = f'<{type(self.face).__module__}.{type(self.face).__qualname__}'
        try:
            shown += f' name={self.face.name!r}'
        except (AttributeError, ValueError):
            pass
        try:
            shown += f' mode={self.face.mode!r}'
        except AttributeError:
            pass
        return f'{shown} encoding={self.encoding!r}>'


def _buffer_of(data, name):
    try:
        return memoryview(data).tobytes()
    except TypeError:
        pass
    raise TypeError(f"underlying {name}() should have returned a bytes-like object, not '{type(data).__name__}'")


def _encoding_name(encoding):
    return 'UTF-8' if encoding is None or encoding == 'locale' else encoding


def _codec_info(encoding):
    import codecs

    info = codecs.lookup(encoding)
    if not info._is_text_encoding:
        raise LookupError(f'{encoding!r} is not a text encoding; use codecs.open() to handle arbitrary codecs')
    return info


def _check_newline(fn, newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f"{fn}() argument 'newline' must be str or None, not {_shown(newline)}")
    if newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError(f'illegal newline value: {newline}')


def _text_init(face, buffer, encoding, errors, newline, line_buffering, write_through):
    """TextIOWrapper.__init__"""
    for name, value in (('encoding', encoding), ('errors', errors)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"TextIOWrapper() argument '{name}' must be str or None, not {_shown(value)}")
    _streams.set_impl(face, None)
    _check_newline('TextIOWrapper', newline)
    encoding = _encoding_name(encoding)
    if encoding not in _NATIVE_NAMES:
        _codec_info(encoding)
    # The face has to be there while the work is set up, and no longer if that fails.
    impl = object.__new__(_Text)
    impl.__init__(face, buffer, encoding, 'strict' if errors is None else errors, newline, line_buffering, write_through)
    _streams.set_impl(face, impl)
    impl.configure()


# -- the standard streams as bytes -----------------------------------------------------------------------------------------


class _Console(_RawIOBase):
    """Standard output or error as bytes. Characters that come in pieces wait until they are whole."""

    __slots__ = ('name', 'mode', '__write', '__decoder')

    def __init__(self, which, write):
        self.name = f'<{which}>'
        self.mode = 'wb'
        self.__write = write
        self.__decoder = _Utf8Decoder('backslashreplace')

    def writable(self):
        return True

    def fileno(self):
        return 1 if self.name == '<stdout>' else 2

    def write(self, b, /):
        data = _bytes_of(b)
        text = self.__decoder.decode(data)
        if text:
            self.__write(text)
        return len(data)


class _Input(_RawIOBase):
    """Standard input as bytes."""

    __slots__ = ('name', 'mode', '__readline', '__rest')

    def __init__(self, readline):
        self.name = '<stdin>'
        self.mode = 'rb'
        self.__readline = readline
        self.__rest = b''

    def readable(self):
        return True

    def fileno(self):
        return 0

    def readinto(self, buffer, /):
        if not self.__rest:
            self.__rest = self.__readline().encode('utf-8', 'surrogateescape')
        with _writable_view('readinto', buffer) as view:
            data = self.__rest[: len(view)]
            self.__rest = self.__rest[len(data) :]
            view[: len(data)] = data
            return len(data)


class _ConsoleWriter(BufferedWriter):
    """Nothing waits here: what the program writes as text comes in the right order."""

    __slots__ = ()

    def write(self, buffer, /):
        n = BufferedWriter.write(self, buffer)
        self.flush()
        return n


_ConsoleWriter.__name__ = _ConsoleWriter.__qualname__ = 'BufferedWriter'


def _standard_bytes(stream, which):
    if which == 'stdin':
        return BufferedReader(_Input(stream.readline))
    return _ConsoleWriter(_Console(which, stream.write))


def _hide():
    """Classes that io shows are io's own; text streams count as such."""
    for cls in (_IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase, _Buffered, _ConsoleWriter, _Console, _Input, FileIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, IncrementalNewlineDecoder):
        cls.__module__ = '_io'


_hide()
