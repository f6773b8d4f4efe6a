"""Plain data as bytes, in the format of CPython's marshal. Code objects are neither written nor read."""
import struct as _struct

version = 5
_DEPTH = 2000
_REF = 0x80
_SHIFT = 15


class _Writer:
    def __init__(self, version):
        self.version = version
        self.out = bytearray()
        self.depth = 0

    def long(self, n):
        self.out += _struct.pack('<i', n)

    def size(self, n):
        if n > 0x7fffffff:
            raise ValueError('unmarshallable object')
        self.out += n.to_bytes(4, 'little')

    def number(self, value):
        if -0x80000000 <= value <= 0x7fffffff:
            self.out += b'i'
            self.long(value)
            return
        self.out += b'l'
        digits = []
        rest = abs(value)
        raw = rest.to_bytes((rest.bit_length() + 7) // 8, 'little')
        held = bits = 0
        for byte in raw:
            held |= byte << bits
            bits += 8
            if bits >= _SHIFT:
                digits.append(held & 0x7fff)
                held >>= _SHIFT
                bits -= _SHIFT
        if held:
            digits.append(held)
        while digits and digits[-1] == 0:
            digits.pop()
        self.long(len(digits) if value > 0 else -len(digits))
        self.out += _struct.pack(f'<{len(digits)}H', *digits)

    def double(self, value):
        if self.version > 1:
            self.out += _struct.pack('<d', value)
        else:
            text = format(value, '.17g').encode()
            self.out.append(len(text))
            self.out += text

    def text(self, value):
        if self.version >= 4 and value.isascii():
            if len(value) < 256:
                self.out += b'z'
                self.out.append(len(value))
            else:
                self.out += b'a'
                self.size(len(value))
            self.out += value.encode('ascii')
            return
        data = value.encode('utf-8', 'surrogatepass')
        self.out += b'u'
        self.size(len(data))
        self.out += data

    def items(self, kind, value):
        self.out += kind
        self.size(len(value))
        for item in value:
            self.value(item)

    def value(self, value):
        self.depth += 1
        if self.depth > _DEPTH:
            raise ValueError('object too deeply nested to marshal')
        if value is None:
            self.out += b'N'
        elif value is StopIteration:
            self.out += b'S'
        elif value is ...:
            self.out += b'.'
        elif value is False:
            self.out += b'F'
        elif value is True:
            self.out += b'T'
        else:
            self.other(value)
        self.depth -= 1

    def other(self, value):
        kind = type(value)
        if kind is int:
            self.number(value)
        elif kind is float:
            self.out += b'g' if self.version > 1 else b'f'
            self.double(value)
        elif kind is complex:
            self.out += b'y' if self.version > 1 else b'x'
            self.double(value.real)
            self.double(value.imag)
        elif kind is bytes:
            self.out += b's'
            self.size(len(value))
            self.out += value
        elif kind is str:
            self.text(value)
        elif kind is tuple:
            if self.version >= 4 and len(value) < 256:
                self.out += b')'
                self.out.append(len(value))
                for item in value:
                    self.value(item)
            else:
                self.items(b'(', value)
        elif kind is list:
            self.items(b'[', value)
        elif kind is dict:
            self.out += b'{'
            for key in value:
                self.value(key)
                self.value(value[key])
            self.out += b'0'
        elif kind is set or kind is frozenset:
            # In the order of their bytes, so that equal sets are equal bytes.
            parts = []
            for item in value:
                one = _Writer(self.version)
                one.depth = self.depth
                one.value(item)
                parts.append(bytes(one.out))
            self.out += b'<' if kind is set else b'>'
            self.size(len(parts))
            self.out += b''.join(sorted(parts))
        elif kind is slice and self.version >= 5:
            self.out += b':'
            self.value(value.start)
            self.value(value.stop)
            self.value(value.step)
        else:
            self.buffer(value)

    def buffer(self, value):
        try:
            data = bytes(memoryview(value))
        except (TypeError, BufferError):
            data = None
        if data is None:
            raise ValueError('unmarshallable object')
        self.out += b's'
        self.size(len(data))
        self.out += data


_NULL = object()
_MAKING = object()


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.refs = []
        self.depth = 0

    def take(self, n):
        end = self.at + n
        if end > len(self.data):
            raise EOFError('marshal data too short')
        part = self.data[self.at:end]
        self.at = end
        return part

    def byte(self):
        return self.take(1)[0]

    def long(self):
        return _struct.unpack('<i', self.take(4))[0]

    def size(self, what):
        n = self.long()
        if n < 0:
            raise ValueError(f'bad marshal data ({what} size out of range)')
        return n

    def number(self):
        n = self.long()
        digits = _struct.unpack(f'<{abs(n)}H', self.take(2 * abs(n)))
        if digits and digits[-1] == 0:
            raise ValueError('bad marshal data (unnormalized long data)')
        raw = bytearray()
        held = bits = 0
        for digit in digits:
            if digit > 0x7fff:
                raise ValueError('bad marshal data (digit out of range in long)')
            held |= digit << bits
            bits += _SHIFT
            while bits >= 8:
                raw.append(held & 255)
                held >>= 8
                bits -= 8
        raw.append(held)
        value = int.from_bytes(raw, 'little')
        return value if n >= 0 else -value

    def double(self, binary):
        if binary:
            return _struct.unpack('<d', self.take(8))[0]
        return float(self.take(self.byte()).decode('ascii'))

    def value(self):
        self.depth += 1
        if self.depth > _DEPTH:
            raise ValueError('recursion limit exceeded')
        code = self.take(1) if self.at < len(self.data) else b''
        if not code:
            raise EOFError('EOF read where object expected')
        flag = code[0] & _REF
        value = self.of(chr(code[0] & ~_REF), flag)
        self.depth -= 1
        return value

    def present(self, what):
        value = self.value()
        if value is _NULL:
            raise TypeError(f'NULL object in marshal data for {what}')
        return value

    def kept(self, value, flag):
        if flag:
            self.refs.append(value)
        return value

    def of(self, code, flag):
        if code == 'N':
            return None
        if code == '0':
            return _NULL
        if code == 'S':
            return StopIteration
        if code == '.':
            return ...
        if code == 'F':
            return False
        if code == 'T':
            return True
        if code == 'i':
            return self.kept(self.long(), flag)
        if code == 'I':
            return self.kept(_struct.unpack('<q', self.take(8))[0], flag)
        if code == 'l':
            return self.kept(self.number(), flag)
        if code in 'gf':
            return self.kept(self.double(code == 'g'), flag)
        if code in 'yx':
            real = self.double(code == 'y')
            return self.kept(complex(real, self.double(code == 'y')), flag)
        if code == 's':
            return self.kept(bytes(self.take(self.size('bytes object'))), flag)
        if code in 'aAzZ':
            n = self.byte() if code in 'zZ' else self.size('string')
            return self.kept(self.take(n).decode('latin-1'), flag)
        if code in 'ut':
            return self.kept(self.take(self.size('string')).decode('utf-8', 'surrogatepass'), flag)
        if code == 'r':
            n = self.long()
            if not 0 <= n < len(self.refs) or self.refs[n] is _MAKING:
                raise ValueError('bad marshal data (invalid reference)')
            return self.refs[n]
        return self.group(code, flag)

    def group(self, code, flag):
        place = len(self.refs)
        if code in '()':
            if flag:
                self.refs.append(_MAKING)
            n = self.byte() if code == ')' else self.size('tuple')
            value = tuple([self.present('tuple') for _ in range(n)])
        elif code == '[':
            n = self.size('list')
            value = self.kept([], flag)
            for _ in range(n):
                value.append(self.present('list'))
            return value
        elif code == '{':
            value = self.kept({}, flag)
            while True:
                key = self.value()
                if key is _NULL:
                    return value
                value[key] = self.present('dict')
        elif code in '<>':
            n = self.size('set')
            if code == '<':
                value = self.kept(set(), flag)
                for _ in range(n):
                    value.add(self.present('set'))
                return value
            if flag:
                self.refs.append(_MAKING)
            value = frozenset([self.present('set') for _ in range(n)])
        elif code == ':':
            if flag:
                self.refs.append(_MAKING)
            value = slice(self.present('slice'), self.present('slice'), self.present('slice'))
        elif code == 'c':
            raise ValueError('a cell makes no code of bytes')
        else:
            raise ValueError('bad marshal data (unknown type code)')
        if flag:
            self.refs[place] = value
        return value


def dumps(value, version=version, /, *, allow_code=True):
    """Return the bytes object that would be written to a file by dump(value, file)."""
    writer = _Writer(version)
    deep = False
    try:
        writer.value(value)
    except RecursionError:
        deep = True
    if deep:
        raise ValueError('object too deeply nested to marshal')
    return bytes(writer.out)


def loads(bytes, /, *, allow_code=True):
    """Convert the bytes-like object to a value."""
    view = memoryview(bytes)
    return _whole(_Reader(view.tobytes()))


def _whole(reader):
    deep = False
    try:
        value = reader.value()
    except RecursionError:
        deep = True
    if deep:
        raise ValueError('recursion limit exceeded')
    if value is _NULL:
        raise TypeError('NULL object in marshal data for object')
    return value


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value on the open file."""
    return file.write(dumps(value, version))


class _Stream(_Reader):
    """Takes no byte of a file that is not the value's."""

    def __init__(self, file):
        super().__init__(b'')
        self.file = file

    def take(self, n):
        part = self.file.read(n)
        if not isinstance(part, (bytes, bytearray)):
            raise TypeError(f'file.read() returned not bytes but {type(part).__name__}')
        if len(part) > n:
            raise ValueError(f'read() returned too much data: {n} bytes requested, {len(part)} returned')
        if len(part) < n:
            raise EOFError('EOF read where not expected')
        return part

    def value(self):
        self.depth += 1
        if self.depth > _DEPTH:
            raise ValueError('recursion limit exceeded')
        code = self.take(1)[0]
        value = self.of(chr(code & ~_REF), code & _REF)
        self.depth -= 1
        return value


def load(file, /, *, allow_code=True):
    """Read one value from the open file and return it."""
    return _whole(_Stream(file))
