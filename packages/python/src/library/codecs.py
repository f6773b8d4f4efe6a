# Codecs and error handlers that the program registered, and the slow way through the built-in ones.


def codec_lookup(encoding):
    name = codec_normal_name(encoding)
    known = codec_known(name)
    if known is not None:
        return known
    # CPython has imported it from the start: its search function is there whatever the program has registered.
    try:
        library_import('encodings')
    except ImportError:
        pass
    for search in codec_searches():
        info = search(name)
        if info is None:
            continue
        if not isinstance(info, tuple) or len(info) != 4:
            raise TypeError('codec search functions must return 4-tuples')
        codec_remember(name, info)
        return info
    raise LookupError('unknown encoding: ' + encoding)


def codec_lookup_text(encoding, what):
    info = codec_lookup(encoding)
    if getattr(info, '_is_text_encoding', True):
        return info
    raise LookupError("'" + encoding + "' is not a text encoding; use codecs." + what + '() to handle arbitrary codecs')


def codec_decode_text(o, encoding, errors):
    if codec_is_native(encoding):
        return codec_decode_by_handler(codec_bytes_of(o), encoding, errors, True)[0]
    info = codec_lookup_text(encoding, 'decode')
    result = codec_call(info[1], o, errors, 'decoder must return a tuple (object,integer)')
    if not is_str(result):
        raise TypeError("'" + encoding + "' decoder returned '" + type_name(result) + "' instead of 'str'; use codecs.decode() to decode to arbitrary types")
    return result


def codec_encode_text(s, encoding, errors):
    if codec_is_native(encoding):
        return codec_encode_by_handler(s, encoding, errors)[0]
    info = codec_lookup_text(encoding, 'encode')
    result = codec_call(info[0], s, errors, 'encoder must return a tuple (object, integer)')
    if is_bytes(result):
        return result
    if isinstance(result, bytearray):
        return bytes(result)
    raise TypeError("'" + encoding + "' encoder returned '" + type_name(result) + "' instead of 'bytes'; use codecs.encode() to encode to arbitrary types")


def codec_call(f, o, errors, message):
    result = f(o, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(message)
    return result[0]


def codec_encode(o, encoding, errors):
    if is_str(o) and codec_is_native(encoding):
        return o.encode(encoding, errors)
    return codec_call(codec_lookup(encoding)[0], o, errors, 'encoder must return a tuple (object, integer)')


def codec_decode(o, encoding, errors):
    if is_buffer(o) and codec_is_native(encoding):
        return codec_bytes_of(o).decode(encoding, errors)
    return codec_call(codec_lookup(encoding)[1], o, errors, 'decoder must return a tuple (object,integer)')


def codec_find_handler(errors):
    handler = codec_handler(errors)
    if handler is None:
        raise LookupError("unknown error handler name '" + errors + "'")
    return handler


def codec_decode_by_handler(data, name, errors, final):
    out = []
    pos = 0
    size = len(data)
    while True:
        text, pos, fault, name = codec_decode_step(name, data, pos, final)
        out.append(text)
        if fault is None:
            return ''.join(out), size if final else pos
        encoding, start, end, reason = fault
        text, data, pos = codec_decode_reply(errors, encoding, data, start, end, reason)
        out.append(text)


def codec_decode_reply(errors, encoding, data, start, end, reason):
    """What the handler gives for an error: text, the bytes to go on with (it may change them), and from where."""
    handler = codec_find_handler(errors)
    exc = UnicodeDecodeError(encoding, data, start, end, reason)
    reply = handler(exc)
    if not isinstance(reply, tuple) or len(reply) != 2 or not is_str(reply[0]):
        raise TypeError('decoding error handler must return (str, int) tuple')
    after = int_or_index_strict(reply[1])
    data = exc.object
    if not is_bytes(data):
        raise TypeError('exception attribute object must be bytes')
    return reply[0], data, codec_position(after, len(data))


def codec_position(pos, size):
    given = pos
    if pos < 0:
        pos = pos + size
    if pos < 0 or pos > size:
        raise IndexError('position ' + str(given) + ' from error handler out of bounds')
    return pos


def codec_encode_by_handler(s, name, errors):
    out = []
    pos = 0
    size = len(s)
    while True:
        data, fault = codec_encode_step(name, s, pos)
        out.append(data)
        if fault is None:
            return b''.join(out), size
        handler = codec_find_handler(errors)
        encoding, start, end, reason = fault
        exc = UnicodeEncodeError(encoding, s, start, end, reason)
        reply = handler(exc)
        if not isinstance(reply, tuple) or len(reply) != 2 or not is_int(reply[1]):
            raise TypeError('encoding error handler must return (str/bytes, int) tuple')
        if is_str(reply[0]):
            more, bad = codec_encode_step(name, reply[0], 0)
            if bad is not None:
                raise exc
            out.append(codec_without_mark(name, more))
        elif is_bytes(reply[0]):
            out.append(reply[0])
        else:
            raise TypeError('encoding error handler must return (str/bytes, int) tuple')
        pos = codec_position(reply[1], size)


def codec_without_mark(name, data):
    mark = codec_encode_step(name, '', 0)[0]
    return data[len(mark):]


def codec_raise(exc):
    raise exc


def codec_surrogatepass(exc):
    encoding = exc.encoding
    if isinstance(exc, UnicodeEncodeError):
        return exc.object[exc.start:exc.end].encode(encoding, 'surrogatepass'), exc.end
    if isinstance(exc, UnicodeDecodeError):
        size = 3 if encoding == 'utf-8' else 2 if '16' in encoding else 4
        part = exc.object[exc.start:exc.start + size]
        return part.decode(encoding, 'surrogatepass'), exc.start + size
    raise TypeError("don't know how to handle " + type_name(exc) + ' in error callback')


def codec_surrogateescape(exc):
    if isinstance(exc, UnicodeEncodeError):
        out = []
        for c in exc.object[exc.start:exc.end]:
            n = ord(c)
            if n < 0xdc80 or n > 0xdcff:
                raise exc
            out.append(n - 0xdc00)
        return bytes(out), exc.end
    if isinstance(exc, UnicodeDecodeError):
        out = []
        for n in exc.object[exc.start:exc.start + 4]:
            if n < 128 or len(out) == exc.end - exc.start:
                break
            out.append(chr(0xdc00 + n))
        if not out:
            raise exc
        return ''.join(out), exc.start + len(out)
    raise TypeError("don't know how to handle " + type_name(exc) + ' in error callback')


def codec_charmap_build(table):
    mapping = {}
    i = 0
    for c in table:
        if c != '\ufffe':
            mapping[ord(c)] = i
        i += 1
    return mapping


def codec_charmap_decode(data, errors, mapping):
    out = []
    pos = 0
    size = len(data)
    while pos < len(data):
        try:
            v = mapping[data[pos]]
        except LookupError:
            v = None
        if v is not None and v != 0xfffe and v != '\ufffe':
            if is_int(v):
                if v < 0 or v > 0x10ffff:
                    raise TypeError('character mapping must be in range(0x110000)')
                v = chr(v)
            elif not is_str(v):
                raise TypeError('character mapping must return integer, None or str')
            out.append(v)
            pos += 1
            continue
        text, data, pos = codec_decode_reply(errors, 'charmap', data, pos, pos + 1, 'character maps to <undefined>')
        out.append(text)
    return ''.join(out), size


def codec_charmap_encode(s, errors, mapping):
    out = []
    pos = 0
    size = len(s)
    while pos < size:
        data = codec_charmap_one(s[pos], mapping)
        if data is not None:
            out.append(data)
            pos += 1
            continue
        end = pos + 1
        while end < size and codec_charmap_one(s[end], mapping) is None:
            end += 1
        exc = UnicodeEncodeError('charmap', s, pos, end, 'character maps to <undefined>')
        reply = codec_find_handler(errors)(exc)
        if is_bytes(reply[0]):
            out.append(reply[0])
        else:
            for c in reply[0]:
                data = codec_charmap_one(c, mapping)
                if data is None:
                    raise exc
                out.append(data)
        pos = codec_position(reply[1], size)
    return b''.join(out), size


def codec_charmap_one(c, mapping):
    try:
        v = mapping[ord(c)]
    except LookupError:
        return None
    if v is None or is_bytes(v):
        return v
    if is_int(v):
        if v < 0 or v > 255:
            raise TypeError('character mapping must be in range(256)')
        return bytes([v])
    raise TypeError('character mapping must return integer, bytes or None, not ' + type_name(v))


def codec_escape_decode(data, errors):
    out = []
    i = 0
    size = len(data)
    simple = {92: 92, 39: 39, 34: 34, 98: 8, 102: 12, 116: 9, 110: 10, 114: 13, 118: 11, 97: 7}
    while i < size:
        c = data[i]
        if c != 92:
            out.append(c)
            i += 1
            continue
        if i + 1 >= size:
            raise ValueError('Trailing \\ in string')
        c = data[i + 1]
        i += 2
        if c == 10:
            continue
        if c in simple:
            out.append(simple[c])
        elif 48 <= c <= 55:
            n = c - 48
            k = 1
            while k < 3 and i < size and 48 <= data[i] <= 55:
                n = n * 8 + data[i] - 48
                i += 1
                k += 1
            out.append(n & 255)
        elif c == 120:
            digits = data[i:i + 2]
            if len(digits) == 2 and digits.isalnum() and codec_is_hex(digits):
                out.append(int(digits, 16))
                i += 2
            elif errors == 'strict':
                raise ValueError('invalid \\x escape at position ' + str(i - 2))
            else:
                if errors == 'replace':
                    out.append(63)
                elif errors != 'ignore':
                    raise ValueError('decoding error; unknown error handling code: ' + errors)
                if digits and codec_is_hex(digits[:1]):
                    i += 1
        else:
            out.append(92)
            out.append(c)
    return bytes(out), size


def codec_is_hex(digits):
    for d in digits:
        if not (48 <= d <= 57 or 65 <= d <= 70 or 97 <= d <= 102):
            return False
    return True


def hex_of_bytes(data, sep, group):
    """binascii.hexlify"""
    text = memoryview(data).hex() if sep is None else memoryview(data).hex(sep, group)
    return text.encode('ascii')


def checksum_then_call(fn, args):
    data, start = args
    return fn(data, as_index(start))
