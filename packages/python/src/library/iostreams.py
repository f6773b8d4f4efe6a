# Streams as natives see them: open(), the making of text streams, the standard streams.


def io_module():
    return find_and_load('_io')


def open_stream(*args):
    return io_module()._open(*args)


def io_open_code(path):
    if isinstance(path, str):
        return io_module()._open(path, 'rb')
    shown = 'None' if path is None else type_name(path)
    raise TypeError(f"open_code() argument 'path' must be str, not {shown}")


def open_descriptor(path, flags):
    try:
        return find_and_load('posix').open(path, flags, 438)
    except OSError as e:
        if e.errno != 24:
            raise
    return -1


def text_stream_init(stream, *args):
    io_module()._text_init(stream, *args)


def standard_bytes(stream, which):
    return stream_set_bytes(stream, io_module()._standard_bytes(stream, which))


def stream_writelines(stream, lines):
    if stream.closed:
        raise ValueError('I/O operation on closed file.')
    for line in lines:
        stream.write(line)


def stream_readlines(stream, hint):
    if hint is None:
        hint = -1
    elif not isinstance(hint, int):
        hint = int_or_index_strict(hint)
    if hint <= 0:
        return [line for line in stream]
    lines = []
    total = 0
    for line in stream:
        lines.append(line)
        total += len(line)
        if total > hint:
            break
    return lines


def stream_next(stream):
    line = stream.readline()
    if not line:
        raise StopIteration
    return line


def close_stream(stream):
    stream.close()


def stdin_read(stream, n):
    """read() of standard input, which comes from the system line by line."""
    text = stdin_rest(stream)
    while n < 0 or len(text) < n:
        line = system('readline')
        if not line:
            break
        text += line
    if n < 0:
        n = len(text)
    stdin_keep(stream, text[n:])
    return text[:n]


def stdin_readline(stream, n):
    text = stdin_rest(stream)
    end = text.find('\n') + 1
    if not end:
        text += system('readline')
        end = text.find('\n') + 1 or len(text)
    if 0 <= n < end:
        end = n
    stdin_keep(stream, text[end:])
    return text[:end]


def input_line():
    """A line for input(), where the system gives it."""
    line = system('readline')
    if not line:
        raise EOFError('EOF when reading a line')
    return line[:-1] if line.endswith('\n') else line


def stream_unsupported(name):
    raise io_module().UnsupportedOperation(name)


def bytesio_readinto(stream, target, left):
    io = io_module()
    with io._writable_view('readinto', target) as view:
        n = min(len(view), left)
        view[:n] = io.BytesIO.read(stream, n)
        return n


def memory_stream_getstate(stream):
    attributes = stream.__dict__.copy() or None
    if is_bytesio(stream):
        return (stream.getvalue(), stream.tell(), attributes)
    return (stream.getvalue(), stringio_newline(stream), stream.tell(), attributes)


def memory_stream_reduce(stream):
    return find_and_load('copyreg').__newobj__, (type(stream),), stream.__getstate__()


def memory_stream_setstate(stream, state):
    of_bytes = is_bytesio(stream)
    cls = io_module().BytesIO if of_bytes else io_module().StringIO
    if stream.closed:
        raise ValueError('I/O operation on closed file.' if of_bytes else 'I/O operation on closed file')
    n = 3 if of_bytes else 4
    if not isinstance(state, tuple) or len(state) < n:
        name = cls.__name__ if of_bytes else type_name(stream)
        raise TypeError(f'{name}.__setstate__ argument should be {n}-tuple, got {type_name(state)}')
    value = state[0]
    at, attributes = state[n - 2], state[n - 1]
    if of_bytes:
        cls.__init__(stream, value)
    else:
        cls.__init__(stream, '', state[1])
        if value is not None and not isinstance(value, str):
            raise TypeError(f'first item of state should be a str, got {type_name(value)}')
    if not isinstance(at, int):
        word = 'second' if of_bytes else 'third'
        raise TypeError(f'{word} item of state must be an integer, got {type_name(at)}')
    if at < 0:
        raise ValueError('position value cannot be negative')
    if of_bytes:
        bytesio_set(stream, at)
    else:
        stringio_set(stream, value or '', at)
    if attributes is not None:
        if not isinstance(attributes, dict):
            word = 'third' if of_bytes else 'fourth'
            raise TypeError(f'{word} item of state should be a dict, got a {type_name(attributes)}')
        stream.__dict__.update(attributes)
