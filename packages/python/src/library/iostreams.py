# Streams as natives see them: open(), the making of text streams, the standard streams.


def io_module():
    return find_and_load('_io')


def open_stream(*args):
    return io_module().open(*args)


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
