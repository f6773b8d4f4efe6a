"""A database in three files: values in .dat, an index in .dir, and the index of before in .bak."""
import ast as _ast
import collections.abc as _abc
import io as _io
import os as _os

__all__ = ['error', 'open']

_BLOCK = 512
error = OSError


class _Database(_abc.MutableMapping):
    def __init__(self, filebasename, mode, flag='c'):
        filebasename = _os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == 'r'
        self._dirfile = filebasename + b'.dir'
        self._datfile = filebasename + b'.dat'
        self._bakfile = filebasename + b'.bak'
        self._index = None
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        if flag == 'n':
            for name in (self._datfile, self._bakfile, self._dirfile):
                try:
                    _os.remove(name)
                except OSError:
                    pass
        try:
            file = _io.open(self._datfile, 'r', encoding='Latin-1')
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with _io.open(self._datfile, 'w', encoding='Latin-1'):
                self._chmod(self._datfile)
        else:
            file.close()

    def _update(self, flag):
        self._modified = False
        self._index = {}
        try:
            file = _io.open(self._dirfile, 'r', encoding='Latin-1')
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with _io.open(self._dirfile, 'w', encoding='Latin-1'):
                self._chmod(self._dirfile)
        else:
            with file:
                for line in file:
                    key, place = _ast.literal_eval(line.rstrip())
                    self._index[key.encode('Latin-1')] = place

    def _commit(self):
        if self._index is None or not self._modified:
            return
        try:
            _os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            _os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with _io.open(self._dirfile, 'w', encoding='Latin-1') as file:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                file.write(f'{key.decode("Latin-1")!r}, {place!r}\n')
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    def __getitem__(self, key):
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        position, size = self._index[key]
        with _io.open(self._datfile, 'rb') as file:
            file.seek(position)
            return file.read(size)

    def _append(self, value):
        with _io.open(self._datfile, 'rb+') as file:
            file.seek(0, 2)
            end = file.tell()
            position = (end + _BLOCK - 1) // _BLOCK * _BLOCK
            file.write(b'\0' * (position - end))
            file.write(value)
        return position, len(value)

    def _replace(self, position, value):
        with _io.open(self._datfile, 'rb+') as file:
            file.seek(position)
            file.write(value)
        return position, len(value)

    def _add(self, key, place):
        self._index[key] = place
        with _io.open(self._dirfile, 'a', encoding='Latin-1') as file:
            self._chmod(self._dirfile)
            file.write(f'{key.decode("Latin-1")!r}, {place!r}\n')

    def __setitem__(self, key, value):
        if self._readonly:
            raise error('The database is opened for reading only')
        if isinstance(key, str):
            key = key.encode('utf-8')
        elif not isinstance(key, (bytes, bytearray)):
            raise TypeError('keys must be bytes or strings')
        if isinstance(value, str):
            value = value.encode('utf-8')
        elif not isinstance(value, (bytes, bytearray)):
            raise TypeError('values must be bytes or strings')
        self._verify_open()
        self._modified = True
        key = bytes(key)
        known = self._index.get(key)
        if known is None:
            self._add(key, self._append(value))
        elif len(value) <= (known[1] + _BLOCK - 1) // _BLOCK * _BLOCK:
            self._index[key] = self._replace(known[0], value)
        else:
            self._index[key] = self._append(value)

    def __delitem__(self, key):
        if self._readonly:
            raise error('The database is opened for reading only')
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        self._modified = True
        del self._index[key]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        return key in self._index

    def __iter__(self):
        self._verify_open()
        return iter(self._index)

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def iterkeys(self):
        return iter(self)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    def __del__(self):
        self.close()

    def _chmod(self, file):
        _os.chmod(file, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(file, flag='c', mode=0o666):
    """Open the database of this base name; with 'n' always a new one."""
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    mask = _os.umask(0)
    _os.umask(mask)
    return _Database(file, mode & ~mask, flag=flag)
