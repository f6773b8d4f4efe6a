"""The reading and writing of comma-separated values behind `csv` (PEP 305)."""

__doc__ = 'CSV parsing and writing.\n'
__version__ = '1.0'

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_field_limit = 131072


class Error(Exception):
    pass


class Dialect:
    """CSV dialect"""

    __slots__ = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict')

    def __new__(cls, dialect=None, delimiter=..., doublequote=..., escapechar=..., lineterminator=..., quotechar=...,
                quoting=..., skipinitialspace=..., strict=..., **unknown):
        for name in unknown:
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        given = (delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict)
        if type(dialect) is Dialect and all(x is ... for x in given):
            return dialect
        self = super().__new__(cls)
        values = {}
        for (name, default), value in zip(_DEFAULTS, given):
            if value is ... and dialect is not None:
                value = getattr(dialect, name, ...)
            values[name] = default if value is ... else value
        _check(values)
        if values['quotechar'] is None and quoting is ... and getattr(dialect, 'quoting', ...) is ...:
            values['quoting'] = QUOTE_NONE
        if values['quoting'] != QUOTE_NONE and values['quotechar'] is None:
            raise TypeError('quotechar must be set if quoting enabled')
        _check_characters(values)
        for name in values:
            object.__setattr__(self, name, values[name])
        return self

    def __setattr__(self, name, value):
        if name in Dialect.__slots__:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable" if name in _WRITABLE
                                 else 'readonly attribute')
        raise AttributeError(f"'_csv.Dialect' object has no attribute '{name}' and no __dict__ for setting new attributes")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol, /):
        raise TypeError("cannot pickle '_csv.Dialect' object")


_WRITABLE = ('delimiter', 'escapechar', 'lineterminator', 'quotechar', 'quoting')
_DEFAULTS = (('delimiter', ','), ('doublequote', True), ('escapechar', None), ('lineterminator', '\r\n'),
             ('quotechar', '"'), ('quoting', QUOTE_MINIMAL), ('skipinitialspace', False), ('strict', False))


def _check(values):
    for name in ('delimiter', 'escapechar', 'quotechar'):
        value = values[name]
        optional = name != 'delimiter'
        if value is None and optional:
            continue
        kind = 'a unicode character or None' if optional else 'a unicode character'
        if not isinstance(value, str):
            raise TypeError(f'"{name}" must be {kind}, not {_type_name(value)}')
        if len(value) != 1:
            raise TypeError(f'"{name}" must be {kind}, not a string of length {len(value)}')
    if not isinstance(values['lineterminator'], str):
        raise TypeError(f'"lineterminator" must be a string, not {_type_name(values["lineterminator"])}')
    if type(values['quoting']) is not int:
        raise TypeError(f'"quoting" must be an integer, not {_type_name(values["quoting"])}')
    if not 0 <= values['quoting'] <= QUOTE_NOTNULL:
        raise TypeError('bad "quoting" value')
    for name in ('doublequote', 'skipinitialspace', 'strict'):
        values[name] = bool(values[name])


def _check_characters(values):
    """Characters with a meaning are no line ends, and have one meaning each."""
    named = [(name, values[name]) for name in ('delimiter', 'escapechar', 'quotechar')]
    for name, c in named:
        if c is None:
            continue
        if c in '\n\r' or c == ' ' and (name != 'delimiter' and values['skipinitialspace']):
            raise ValueError(f'bad {name} value')
        if c in values['lineterminator']:
            raise ValueError(f'bad {name} or lineterminator value')
    for i, j in ((0, 1), (0, 2), (1, 2)):
        if named[i][1] is not None and named[i][1] == named[j][1]:
            raise ValueError(f'bad {named[i][0]} or {named[j][0]} value')


def _type_name(value):
    cls = type(value)
    return cls.__qualname__ if cls.__module__ in ('builtins', '__main__') else f'{cls.__module__}.{cls.__qualname__}'


def _dialect_of(dialect, fmtparams):
    """The dialect may be a keyword too."""
    return Dialect(**fmtparams) if dialect is None else Dialect(dialect, **fmtparams)


def register_dialect(name, dialect=None, /, **fmtparams):
    """Create a mapping from a string name to a CVS dialect."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = _dialect_of(dialect, fmtparams)


def unregister_dialect(name):
    """Delete the name/dialect mapping associated with a string name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def get_dialect(name):
    """Return the dialect instance associated with name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


def list_dialects():
    """Return a list of all known dialect names."""
    return list(_dialects)


def field_size_limit(new_limit=...):
    """Sets an upper limit on parsed fields; returns the old one."""
    global _field_limit
    old = _field_limit
    if new_limit is not ...:
        if type(new_limit) is not int:
            raise TypeError('limit must be an integer')
        _field_limit = new_limit
    return old


_START_RECORD, _START_FIELD, _ESCAPED, _FIELD, _QUOTED, _ESCAPE_QUOTED, _QUOTE_QUOTED, _EAT_NEWLINE, _AFTER_ESCAPED = range(9)
_END = ''


class Reader:
    """Rows of fields, from an iterator of lines."""

    __slots__ = ('_lines', 'dialect', 'line_num', '_fields', '_field', '_size', '_state', '_unquoted', '__weakref__')

    def __init__(self, iterable, dialect=None, /, **fmtparams):
        self._lines = iter(iterable)
        self.dialect = _dialect_of(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        self._fields = []
        self._field = []
        self._size = 0
        self._state = _START_RECORD
        self._unquoted = True
        d = self.dialect
        plain = d.quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE) and not d.skipinitialspace
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state == _QUOTED:
                    if d.strict:
                        raise Error('unexpected end of data') from None
                    self._save()
                    break
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {_type_name(line)} (the file should be opened in text mode)')
            self.line_num += 1
            if plain and self._state == _START_RECORD and self._simple(line, d):
                break
            for c in line:
                self._take(c, d)
            self._take(_END, d)
            if self._state == _START_RECORD:
                break
        fields = self._fields
        self._fields = None
        return fields

    def _simple(self, line, d):
        """A line without anything but fields and delimiters, and at most one line end."""
        end = len(line)
        if line.endswith('\n'):
            end -= 1
        if end and line[end - 1] == '\r':
            end -= 1
        line = line[:end]
        if '\n' in line or '\r' in line or len(line) > _field_limit:
            return False
        if d.quotechar is not None and d.quotechar in line or d.escapechar is not None and d.escapechar in line:
            return False
        if line:
            self._fields = line.split(d.delimiter)
        return True

    def _save(self):
        text = ''.join(self._field)
        quoting = self.dialect.quoting
        if self._unquoted and quoting >= QUOTE_NONNUMERIC and quoting != QUOTE_NONE:
            if not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                text = None
            elif text and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS):
                text = float(text)
        self._fields.append(text)
        self._field = []
        self._size = 0

    def _add(self, c):
        if self._size >= _field_limit:
            raise Error(f'field larger than field limit ({_field_limit})')
        self._size += 1
        self._field.append(c)

    def _end_of_field(self, c):
        self._save()
        self._state = _START_RECORD if c == _END else _EAT_NEWLINE

    def _take(self, c, d):
        state = self._state
        newline = c == _END or c == '\n' or c == '\r'
        if state == _START_RECORD:
            if newline:
                if c != _END:
                    self._state = _EAT_NEWLINE
                return
            state = self._state = _START_FIELD
        if state == _AFTER_ESCAPED:
            if c == _END:
                return
            state = _FIELD
        if state == _START_FIELD:
            self._unquoted = True
            if newline:
                self._end_of_field(c)
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._unquoted = False
                self._state = _QUOTED
            elif c == d.escapechar:
                self._state = _ESCAPED
            elif c == ' ' and d.skipinitialspace:
                pass
            elif c == d.delimiter:
                self._save()
            else:
                self._add(c)
                self._state = _FIELD
        elif state == _FIELD:
            if newline:
                self._end_of_field(c)
            elif c == d.escapechar:
                self._state = _ESCAPED
            elif c == d.delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._add(c)
        elif state == _QUOTED:
            if c == _END:
                pass
            elif c == d.escapechar:
                self._state = _ESCAPE_QUOTED
            elif c == d.quotechar and d.quoting != QUOTE_NONE:
                self._state = _QUOTE_QUOTED if d.doublequote else _FIELD
            else:
                self._add(c)
        elif state == _ESCAPED:
            self._add('\n' if c == _END else c)
            self._state = _AFTER_ESCAPED if c == '\n' or c == '\r' else _FIELD
        elif state == _ESCAPE_QUOTED:
            self._add('\n' if c == _END else c)
            self._state = _QUOTED
        elif state == _QUOTE_QUOTED:
            if d.quoting != QUOTE_NONE and c == d.quotechar:
                self._add(c)
                self._state = _QUOTED
            elif c == d.delimiter:
                self._save()
                self._state = _START_FIELD
            elif newline:
                self._end_of_field(c)
            elif d.strict:
                raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
            else:
                self._add(c)
                self._state = _FIELD
        elif c == _END:
            self._state = _START_RECORD
        elif not newline:
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")


class Writer:
    """Rows of fields, written as lines."""

    __slots__ = ('_write', 'dialect', '__weakref__')

    def __init__(self, file, dialect=None, /, **fmtparams):
        self.dialect = _dialect_of(dialect, fmtparams)
        self._write = getattr(file, 'write', None)
        if not callable(self._write):
            raise TypeError('argument 1 must have a "write" method')

    def writerow(self, row, /):
        """Write one row; what the file's write() gives."""
        try:
            fields = iter(row)
        except TypeError:
            fields = None
        if fields is None:
            raise Error(f'iterable expected, not {_type_name(row)}')
        d = self.dialect
        parts = []
        null = False
        for field in fields:
            null = field is None
            quoting = d.quoting
            if quoting == QUOTE_MINIMAL or quoting == QUOTE_NONE:
                quoted = False
            elif quoting == QUOTE_ALL:
                quoted = True
            elif quoting == QUOTE_NONNUMERIC:
                quoted = not (hasattr(type(field), '__float__') or hasattr(type(field), '__index__') or isinstance(field, complex))
            elif quoting == QUOTE_STRINGS:
                quoted = isinstance(field, str)
            else:
                quoted = not null
            parts.append(_written(d, '' if null else field if isinstance(field, str) else str(field), quoted, null))
        if len(parts) == 1 and not parts[0]:
            if d.quoting == QUOTE_NONE or null and d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error('single empty field record must be quoted')
            parts[0] = d.quotechar * 2
        return self._write(d.delimiter.join(parts) + d.lineterminator)

    def writerows(self, rows, /):
        """Write many rows."""
        for row in rows:
            self.writerow(row)


def _written(d, text, quoted, null):
    if not text and d.delimiter == ' ' and d.skipinitialspace:
        if d.quoting == QUOTE_NONE or null and d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
            raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
        quoted = True
    out = []
    for c in text:
        if c == d.delimiter or c == d.escapechar or c == d.quotechar or c == '\n' or c == '\r' or c in d.lineterminator:
            escaped = False
            if d.quoting == QUOTE_NONE:
                escaped = True
            elif c == d.quotechar:
                if d.doublequote:
                    out.append(c)
                else:
                    escaped = True
            elif c == d.escapechar:
                escaped = True
            if not escaped:
                quoted = True
            elif d.escapechar is None:
                raise Error('need to escape, but no escapechar set')
            else:
                out.append(d.escapechar)
        out.append(c)
    text = ''.join(out)
    return d.quotechar + text + d.quotechar if quoted else text


Reader.__name__ = Reader.__qualname__ = 'reader'
Writer.__name__ = Writer.__qualname__ = 'writer'


def reader(iterable, dialect=None, /, **fmtparams):
    """Rows of fields, from an iterator of lines."""
    return Reader(iterable, dialect, **fmtparams)


def writer(fileobj, dialect=None, /, **fmtparams):
    """An object that writes rows as lines to a file."""
    return Writer(fileobj, dialect, **fmtparams)
