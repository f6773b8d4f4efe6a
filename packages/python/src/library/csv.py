# Comma-separated values where Python code of the program takes part: its iterators, files, and fields.


def csv_dialect(cls, dialect, given):
    """A dialect: what is not given, another one or any object with attributes of these names says."""
    if isinstance(dialect, str):
        dialect = csv_registered(dialect)
    if not given and csv_is_dialect(dialect):
        return dialect
    if dialect is not None:
        for name in csv_options():
            if name not in given:
                try:
                    given[name] = getattr(dialect, name)
                except BaseException:
                    pass
    for name in csv_options():
        if name in given:
            if name == 'doublequote' or name == 'skipinitialspace' or name == 'strict':
                given[name] = bool(given[name])
            else:
                csv_check_option(name, given[name])
    return csv_make_dialect(cls, given)


def csv_dialect_of(dialect, options):
    return csv_dialect_class()(dialect, **options)


def csv_registered(name):
    dialects = csv_dialects()
    if name in dialects:
        return dialects[name]
    raise csv_error_class()('unknown dialect')


def csv_register(name, dialect, options):
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    csv_dialects()[name] = csv_dialect_of(dialect, options)


def csv_unregister(name):
    dialects = csv_dialects()
    if name not in dialects:
        raise csv_error_class()('unknown dialect')
    del dialects[name]


def csv_reader(iterable, dialect, options):
    return csv_make_reader(iter(iterable), csv_dialect_of(dialect, options))


def csv_next(reader, lines):
    """The record that the lines to come make."""
    try:
        while True:
            record = csv_feed(reader, next(lines))
            if record is not None:
                return record
    except StopIteration:
        pass
    return csv_finish(reader)


def csv_writer(file, dialect, options):
    dialect = csv_dialect_of(dialect, options)
    write = getattr(file, 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return csv_make_writer(write, dialect)


def csv_writerow(writer, row):
    """A row with fields whose text is Python code, or that is no list."""
    try:
        items = iter(row)
    except TypeError:
        items = None
    if items is None:
        raise csv_error_class()(f'iterable expected, not {full_class_name(type(row))}')
    fields = []
    item = row
    for item in items if is_generator(items) else csv_each(items):
        fields.append(csv_field(writer, item, None if csv_has_text(item) else str(item)))
    return csv_write(writer)(csv_line(writer, fields, item))


def csv_each(iterator):
    """What an iterator gives that may have no `__iter__`."""
    try:
        while True:
            yield next(iterator)
    except StopIteration:
        pass


def csv_writerows(writer, rows):
    for row in rows:
        csv_writes(writer, row)
