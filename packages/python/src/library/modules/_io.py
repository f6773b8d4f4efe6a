"""The streams that live in memory, and the base classes of all (Library Reference, "io"). Files are the builtin open's."""

import builtins
import sys

DEFAULT_BUFFER_SIZE = 131072
open = builtins.open
BlockingIOError = builtins.BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    """An operation that a stream does not have."""


UnsupportedOperation.__module__ = 'io'


def open_code(path):
    return open(path, 'rb')


def text_encoding(encoding, stacklevel=2, /):
    return 'utf-8' if encoding is None else encoding


def _unsupported(name):
    raise UnsupportedOperation(name)


def _size(n):
    """The argument of read() and its like: None is all."""
    if n is None:
        return -1
    try:
        return n.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(n).__name__}'") from None


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
        self._checkClosed()

    closed = False

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True

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
        if not self.readable():
            raise UnsupportedOperation('File or stream is not readable.')

    def _checkWritable(self, message=None):
        if not self.writable():
            raise UnsupportedOperation('File or stream is not writable.')

    def _checkSeekable(self, message=None):
        if not self.seekable():
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
        line = bytearray()
        while size < 0 or len(line) < size:
            b = self.read(1)
            if not b:
                break
            line += b
            if b == b'\n':
                break
        return bytes(line)

    def readlines(self, hint=None, /):
        hint = -1 if hint is None else hint
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if 0 < hint <= total:
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
        if size < 0:
            return self.readall()
        b = bytearray(size)
        n = self.readinto(b)
        return None if n is None else bytes(b[:n])

    def readall(self):
        out = bytearray()
        while data := self.read(DEFAULT_BUFFER_SIZE):
            out += data
        return bytes(out)

    def readinto(self, buffer, /):
        _unsupported('readinto')

    def write(self, b, /):
        _unsupported('write')


class _BufferedIOBase(_IOBase):
    """The base class of buffered streams of bytes."""

    __slots__ = ()

    def read(self, size=-1, /):
        _unsupported('read')

    def read1(self, size=-1, /):
        _unsupported('read1')

    def write(self, b, /):
        _unsupported('write')

    def detach(self):
        _unsupported('detach')

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        memoryview(buffer).cast('B')[: len(data)] = data
        return len(data)

    readinto1 = readinto


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


class BytesIO(_BufferedIOBase):
    """A stream over bytes in memory."""

    def __init__(self, initial_bytes=b''):
        self._buffer = bytearray(b'' if initial_bytes is None else initial_bytes)
        self._pos = 0

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def getvalue(self):
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check()
        return memoryview(self._buffer)

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        end = len(self._buffer) if size < 0 else min(self._pos + size, len(self._buffer))
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    read1 = read

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        at = self._buffer.find(b'\n', self._pos)
        end = len(self._buffer) if at < 0 else at + 1
        if size >= 0:
            end = min(end, self._pos + size)
        data = bytes(self._buffer[self._pos : end])
        self._pos = max(self._pos, end)
        return data

    def write(self, b, /):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        with memoryview(b) as view:
            n = view.nbytes
            if not n:
                return 0
            if self._pos > len(self._buffer):
                self._buffer += b'\0' * (self._pos - len(self._buffer))
            self._buffer[self._pos : self._pos + n] = view.tobytes()
        self._pos += n
        return n

    def seek(self, offset, whence=0, /):
        self._check()
        if whence == 0:
            if offset < 0:
                raise ValueError(f'negative seek value {offset}')
            self._pos = offset
        elif whence in (1, 2):
            self._pos = max(0, (self._pos if whence == 1 else len(self._buffer)) + offset)
        else:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        return self._pos

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        if size is None:
            size = self._pos
        elif size < 0:
            raise ValueError(f'negative size value {size}')
        del self._buffer[size:]
        return size


class StringIO(_TextIOBase):
    """A stream over text in memory. What is written at the end waits in `_parts` until the text is asked for."""

    def __init__(self, initial_value='', newline='\n'):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        self._translate = newline is None
        self._ending = newline if newline in ('\r', '\r\n') else None
        self._universal = newline is None or newline == ''
        self._parts = []
        self._text = ''
        self._length = self._pos = 0
        if initial_value is not None:
            if not isinstance(initial_value, str):
                raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
            self.write(initial_value)
            self._pos = 0

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _whole(self):
        if self._parts:
            self._text += ''.join(self._parts)
            self._parts.clear()
        return self._text

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    @property
    def line_buffering(self):
        self._check()
        return False

    def getvalue(self):
        self._check()
        return self._whole()

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        n = len(s)
        if not n:
            return 0
        if self._translate:
            s = s.replace('\r\n', '\n').replace('\r', '\n')
        elif self._ending is not None:
            s = s.replace('\n', self._ending)
        if self._pos == self._length:
            self._parts.append(s)
            self._pos = self._length = self._length + len(s)
            return n
        text = self._whole()
        if self._pos > self._length:
            text += '\0' * (self._pos - self._length)
        self._text = text[: self._pos] + s + text[self._pos + len(s) :]
        self._pos += len(s)
        self._length = len(self._text)
        return n

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        end = self._length if size < 0 else min(self._pos + size, self._length)
        data = self._whole()[self._pos : end]
        self._pos = max(self._pos, end)
        return data

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        end = self._line_end(self._whole())
        if size >= 0:
            end = min(end, self._pos + size)
        data = self._text[self._pos : end]
        self._pos = max(self._pos, end)
        return data

    def _line_end(self, text):
        ending = '\n' if self._ending is None else self._ending
        at = text.find(ending, self._pos)
        end = self._length if at < 0 else at + len(ending)
        if self._universal:
            cr = text.find('\r', self._pos, end)
            if cr >= 0:
                end = cr + 2 if text[cr + 1 : cr + 2] == '\n' else cr + 1
        return end

    def seek(self, offset, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        if whence == 0:
            if offset < 0:
                raise ValueError(f'Negative seek position {offset}')
            self._pos = offset
        elif offset != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._pos = self._length
        return self._pos

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        if size is None:
            size = self._pos
        elif size < 0:
            raise ValueError(f'Negative size value {size}')
        if size < self._length:
            self._text = self._whole()[:size]
            self._length = size
        return size


class _TextIOWrapperMeta(type):
    """The standard streams and files that open() gives are of a native class: it counts as this one."""

    def __instancecheck__(cls, instance):
        return super().__instancecheck__(instance) or cls is TextIOWrapper and isinstance(instance, type(sys.__stdout__))

    def __subclasscheck__(cls, subclass):
        return super().__subclasscheck__(subclass) or cls is TextIOWrapper and subclass is type(sys.__stdout__)


_CHUNK = 8192


class TextIOWrapper(_TextIOBase, metaclass=_TextIOWrapperMeta):
    """Text over a stream of bytes. What is decoded and not read yet is `_text` from `_at` on, made from `_bytes`."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        import codecs
        self._buffer = None
        _check_newline(newline)
        if encoding is None or encoding == 'locale':
            encoding = 'utf-8'
        elif not isinstance(encoding, str):
            raise TypeError(f"TextIOWrapper() argument 'encoding' must be str or None, not {type(encoding).__name__}")
        if errors is None:
            errors = 'strict'
        elif not isinstance(errors, str):
            raise TypeError(f"TextIOWrapper() argument 'errors' must be str or None, not {type(errors).__name__}")
        codec = codecs.lookup(encoding)
        if not codec._is_text_encoding:
            raise LookupError(f"{encoding!r} is not a text encoding; use codecs.open() to handle arbitrary codecs")
        self._encoding = encoding
        self._errors = errors
        self._codec = codec
        self._line_buffering = bool(line_buffering)
        self._write_through = bool(write_through)
        self._set_newline(newline)
        self._buffer = buffer
        self._seekable = self._telling = buffer.seekable()
        self._waiting = []
        self._waiting_size = 0
        self._forget()
        self._encoder = None
        if self._seekable and buffer.writable() and (position := buffer.tell()):
            self._encoder = codec.incrementalencoder(errors)
            self._encoder.setstate(0 if position == 0 else 1)

    def _set_newline(self, newline):
        self._universal = not newline
        self._translate = newline is None
        self._line_end = newline or '\n'
        self._written_end = newline if newline in ('\r', '\r\n') else None

    def _forget(self):
        self._decoder = None
        self._text = ''
        self._at = 0
        self._bytes = b''
        self._before = None

    def _check(self):
        buffer = self._buffer
        if buffer is None:
            raise ValueError('underlying buffer has been detached')
        if buffer.closed:
            raise ValueError('I/O operation on closed file.')
        return buffer

    def _whole(self):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        return self._buffer

    buffer = property(lambda self: self._buffer)
    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    line_buffering = property(lambda self: self._line_buffering)
    write_through = property(lambda self: self._write_through)
    closed = property(lambda self: self._whole().closed)
    name = property(lambda self: self._whole().name)

    @property
    def newlines(self):
        return getattr(self._decoder, 'newlines', None)

    def __repr__(self):
        text = f'<{type(self).__module__}.{type(self).__qualname__}'
        for attribute in ('name', 'mode'):
            value = getattr(self, attribute, None)
            if value is not None:
                text += f' {attribute}={value!r}'
        return text + f' encoding={self._encoding!r}>'

    def readable(self):
        return self._whole().readable()

    def writable(self):
        return self._whole().writable()

    def seekable(self):
        return self._whole().seekable()

    def fileno(self):
        return self._whole().fileno()

    def isatty(self):
        return self._check().isatty()

    def _write_out(self):
        if self._waiting:
            data = b''.join(self._waiting)
            self._waiting = []
            self._waiting_size = 0
            self._buffer.write(data)

    def flush(self):
        self._check()
        self._telling = self._seekable
        self._write_out()
        self._buffer.flush()

    def close(self):
        buffer = self._whole()
        if not buffer.closed:
            try:
                self.flush()
            finally:
                buffer.close()

    def detach(self):
        self.flush()
        buffer = self._buffer
        self._buffer = None
        return buffer

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        self._check()
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not ...):
            _unsupported('It is not possible to set the encoding or newline of stream after the first read')
        if newline is not ...:
            _check_newline(newline)
            self._set_newline(newline)
        self.flush()
        if encoding is not None or errors is not None:
            import codecs
            self._errors = errors if errors is not None else 'strict' if encoding is not None else self._errors
            self._encoding = self._encoding if encoding is None else encoding
            self._codec = codecs.lookup(self._encoding)
            self._encoder = None
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {"None" if text is None else type(text).__name__}')
        buffer = self._check()
        n = len(text)
        ended = '\n' in text
        now = self._write_through or self._line_buffering and (ended or '\r' in text)
        if ended and self._written_end is not None:
            text = text.replace('\n', self._written_end)
        if self._encoder is None:
            self._encoder = self._codec.incrementalencoder(self._errors)
        data = self._encoder.encode(text)
        if not buffer.writable():
            _unsupported('write')
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self._waiting_size >= _CHUNK or now:
            self._write_out()
        if now and self._line_buffering:
            buffer.flush()
        self._forget()
        return n

    def _more(self, everything=False):
        """Decodes more bytes; false at the end."""
        buffer = self._buffer
        if self._decoder is None:
            if not buffer.readable():
                _unsupported('not readable')
            self._new_decoder()
        rest = self._text[self._at :]
        if self._seekable:
            # Where the text began, for tell().
            if not rest or self._before is None:
                self._bytes = b''
                self._before = self._decoder.getstate()
                self._consumed = 0
            else:
                self._consumed += self._at
        if everything:
            data = buffer.read()
        else:
            data = buffer.read1(_CHUNK) if hasattr(buffer, 'read1') else buffer.read(_CHUNK)
        if not isinstance(data, (bytes, bytearray, memoryview)):
            method = 'read' if everything else 'read1'
            raise TypeError(f"underlying {method}() should have returned a bytes-like object, not '{type(data).__name__}'")
        self._bytes += data
        self._text = rest + self._decoder.decode(data, everything or not data)
        self._at = 0
        return bool(data)

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        self._write_out()
        if size < 0:
            self._more(True)
            text = self._text[self._at :]
            self._at = len(self._text)
            self._before = None
            return text
        while len(self._text) - self._at < size and self._more():
            pass
        text = self._text[self._at : self._at + size]
        self._at += len(text)
        return text

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        self._write_out()
        start = self._at
        while True:
            end = self._end_of_line(start)
            if end >= 0:
                break
            if 0 <= size <= len(self._text) - self._at:
                end = len(self._text)
                break
            start = max(0, len(self._text) - self._at - 1)
            if not self._more():
                end = self._end_of_line(0)
                if end < 0:
                    end = len(self._text)
                break
        if size >= 0:
            end = min(end, self._at + size)
        line = self._text[self._at : end]
        self._at = end
        return line

    def _end_of_line(self, start):
        text = self._text
        start = max(start, self._at)
        at = text.find(self._line_end, start)
        end = -1 if at < 0 else at + len(self._line_end)
        if self._universal and not self._translate:
            cr = text.find('\r', start, len(text) if end < 0 else end)
            if cr >= 0:
                end = cr + 2 if text[cr + 1 : cr + 2] == '\n' else cr + 1
        return end

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._telling = self._seekable
            raise StopIteration
        return line

    def tell(self):
        buffer = self._check()
        if not self._seekable:
            _unsupported('underlying stream is not seekable')
        if not self._telling:
            raise OSError('telling position disabled by next() call')
        self.flush()
        position = buffer.tell()
        if self._decoder is None or self._before is None:
            return position
        pending, flags = self._before
        data = pending + self._bytes
        position -= len(data)
        skip = self._consumed + self._at
        if not skip:
            return position | flags << 64
        decoder = self._decoder
        now = decoder.getstate()
        try:
            decoder.setstate((b'', flags))
            decoded = feed = ended = 0
            for i in range(len(data)):
                decoded += len(decoder.decode(data[i : i + 1]))
                feed += 1
                kept, new_flags = decoder.getstate()
                if not kept and decoded <= skip:
                    position += feed
                    skip -= decoded
                    flags = new_flags
                    feed = decoded = 0
                if decoded >= skip:
                    break
            else:
                decoded += len(decoder.decode(b'', True))
                ended = 1
                if decoded < skip:
                    raise OSError("can't reconstruct logical file position")
            return position | flags << 64 | feed << 96 | skip << 128 | ended << 160
        finally:
            decoder.setstate(now)

    def _resume(self, position):
        """Go to a place that tell() gave; see there for its parts."""
        buffer = self._buffer
        flags, feed, skip, ended = [position >> at & 0xffffffff for at in (64, 96, 128, 160)]
        buffer.seek(position & 0xffffffffffffffff)
        self._new_decoder()
        self._decoder.setstate((b'', flags))
        if skip:
            self._before = self._decoder.getstate()
            self._bytes = buffer.read(feed)
            self._consumed = 0
            self._text = self._decoder.decode(self._bytes, bool(ended))
            if len(self._text) < skip:
                raise OSError("can't restore logical file position")
            self._at = skip

    def _new_decoder(self):
        decoder = self._codec.incrementaldecoder(self._errors)
        self._decoder = IncrementalNewlineDecoder(decoder, self._translate) if self._universal else decoder

    def seek(self, cookie, whence=0, /):
        buffer = self._check()
        if not self._seekable:
            _unsupported('underlying stream is not seekable')
        if whence == 1:
            if cookie != 0:
                _unsupported("can't do nonzero cur-relative seeks")
            cookie = self.tell()
        elif whence == 2:
            if cookie != 0:
                _unsupported("can't do nonzero end-relative seeks")
        elif whence != 0:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        elif cookie < 0:
            raise ValueError(f'negative seek position {cookie}')
        self.flush()
        self._forget()
        position = cookie
        if whence == 2:
            position = buffer.seek(0, 2)
        elif cookie >> 64:
            self._resume(cookie)
        else:
            buffer.seek(cookie)
        self._encoder = self._codec.incrementalencoder(self._errors)
        if position:
            self._encoder.setstate(1)
        return position

    def truncate(self, pos=None, /):
        self.flush()
        return self._buffer.truncate(self.tell() if pos is None else pos)


def _check_newline(newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f"TextIOWrapper() argument 'newline' must be str or None, not {type(newline).__name__}")
    if newline not in (None, '', '\n', '\r', '\r\n'):
        raise ValueError(f'illegal newline value: {newline}')


class BufferedReader(_BufferedIOBase):
    """A buffer over a raw stream that is read."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self.raw = raw
        self._waiting = b''

    def readable(self):
        return self.raw.readable()

    def peek(self, size=0, /):
        if not self._waiting:
            self._waiting = self.raw.read(DEFAULT_BUFFER_SIZE) or b''
        return self._waiting

    def read(self, size=-1, /):
        if size is None or size < 0:
            data, self._waiting = self._waiting, b''
            return data + (self.raw.readall() or b'')
        while len(self._waiting) < size:
            more = self.raw.read(max(DEFAULT_BUFFER_SIZE, size - len(self._waiting)))
            if not more:
                break
            self._waiting += more
        data, self._waiting = self._waiting[:size], self._waiting[size:]
        return data

    def read1(self, size=-1, /):
        data = self.peek()
        if size >= 0:
            data = data[:size]
        self._waiting = self._waiting[len(data) :]
        return data

    def close(self):
        if not self.closed:
            self.raw.close()
            self.closed = True


class FileIO(_RawIOBase):
    """Raw files: opened by open() alone."""

    def __init__(self, file, mode='r', closefd=True, opener=None):
        _unsupported('FileIO')


class BufferedWriter(_BufferedIOBase):
    """Buffered raw streams: made by open() alone."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        _unsupported(type(self).__name__)


class BufferedRandom(BufferedWriter):
    """Buffered raw streams for reading and writing."""


class BufferedRWPair(_BufferedIOBase):
    """A reader and a writer as one stream."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader = reader
        self.writer = writer

    def read(self, size=-1, /):
        return self.reader.read(size)

    def write(self, b, /):
        return self.writer.write(b)

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def flush(self):
        return self.writer.flush()


class IncrementalNewlineDecoder:
    """Turns the line ends of text that comes in pieces into newlines."""

    def __init__(self, decoder, translate, errors='strict'):
        self.decoder = decoder
        self.translate = translate
        self._waiting = False
        self._seen = set()

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if self._waiting and (text or final):
            text = '\r' + text
            self._waiting = False
        if text.endswith('\r') and not final:
            text = text[:-1]
            self._waiting = True
        if '\r\n' in text:
            self._seen.add('\r\n')
        if '\r' in text.replace('\r\n', ''):
            self._seen.add('\r')
        if '\n' in text.replace('\r\n', ''):
            self._seen.add('\n')
        if self.translate:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def getstate(self):
        data, flag = (b'', 0) if self.decoder is None else self.decoder.getstate()
        return data, flag << 1 | self._waiting

    def setstate(self, state):
        data, flag = state
        self._waiting = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((data, flag >> 1))

    def reset(self):
        self._waiting = False
        self._seen.clear()
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        seen = tuple(x for x in ('\r', '\n', '\r\n') if x in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen
