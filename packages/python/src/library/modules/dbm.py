"""Databases of bytes by bytes. Of CPython's kinds there is dbm.dumb, which needs nothing but files."""
import os
from io import open as _open_file

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    pass


_names = ['dbm.dumb']
_defaultmod = None
_modules = {}
error = (error, OSError)


def open(file, flag='r', mode=0o666):
    """Open or create the database at path *file*: 'r' and 'w' one that is there, 'c' any, 'n' a new one."""
    kind = whichdb(file) if 'n' not in flag else None
    if kind is None:
        if 'c' not in flag and 'n' not in flag:
            raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
    elif kind == '':
        raise error[0]('db type could not be determined')
    elif kind not in _names:
        raise error[0](f'db type is {kind}, but the module is not available')
    from dbm import dumb
    return dumb.open(file, flag, mode)


def whichdb(filename):
    """The kind of a database: 'dbm.dumb', '' where it cannot be told, None where there is none that can be read."""
    filename = os.fsencode(filename)
    try:
        os.stat(filename + b'.dat')
        with _open_file(filename + b'.dir', 'rb') as file:
            if os.stat(filename + b'.dir').st_size == 0 or file.read(1) in (b"'", b'"'):
                return 'dbm.dumb'
    except OSError:
        pass
    try:
        with _open_file(filename, 'rb') as file:
            start = file.read(16)
    except OSError:
        return None
    return 'dbm.sqlite3' if start == b'SQLite format 3\0' else ''
