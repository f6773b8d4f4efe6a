"""Lines of source files (Library Reference, "linecache"): what the cell compiled, what loaders give, what lies in files."""

import _linecache

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# By file name: (size, mtime, lines, full name), or a tuple of one function that gives the source.
cache = {}
_interactive_cache = {}


def clearcache():
    """Forget all lines."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """One line with its end; '' where it is not known."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file, or an empty list."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _make_key(code):
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _getlines_from_code(code):
    entry = _interactive_cache.get(_make_key(code), ())
    return entry[2] if len(entry) > 1 else []


def _getline_from_code(code, lineno):
    lines = _getlines_from_code(code)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def _source_unavailable(filename):
    return not filename or filename[:1] == '<' and filename[-1:] == '>' and not filename.startswith('<frozen ')


def checkcache(filename=None):
    """Forget the lines of files that have changed since."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name, ())
        if len(entry) < 2 or entry[1] is None:
            continue
        import os
        try:
            stat = os.stat(entry[3])
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if entry[0] != stat.st_size or entry[1] != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Look a file's lines up anew."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        del cache[filename]
    if _source_unavailable(filename) or filename.startswith('<'):
        return []
    lines = _linecache.lines(filename)
    if lines is None and lazycache(filename, module_globals):
        try:
            source = cache[filename][0]()
        except (ImportError, OSError):
            pass
        else:
            if source is None:
                return []
            lines = [line + '\n' for line in source.splitlines()]
    if lines is None:
        return _from_file(filename)
    cache[filename] = sum(map(len, lines)), None, lines, filename
    return lines


def _from_file(filename):
    import os
    import sys
    import tokenize
    names = [filename]
    if not os.path.isabs(filename):
        names += [os.path.join(folder, filename) for folder in sys.path if isinstance(folder, str)]
    for fullname in names:
        try:
            stat = os.stat(fullname)
            with tokenize.open(fullname) as file:
                lines = file.readlines()
        except (OSError, ValueError, SyntaxError):
            continue
        if not lines:
            lines = ['\n']
        elif not lines[-1].endswith('\n'):
            lines[-1] += '\n'
        cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
        return lines
    return []


def lazycache(filename, module_globals):
    """Remember which loader can give a file's source; True if one is known."""
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    if not filename or filename[:1] == '<' and filename[-1:] == '>' or not module_globals or '__name__' not in module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals['__name__']
    loader = getattr(spec, 'loader', None)
    if loader is None:
        loader = module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True


def _register_code(code, string, name):
    lines = [line + '\n' for line in string.splitlines()]
    work = [code]
    while work:
        code = work.pop()
        work += [c for c in code.co_consts if isinstance(c, type(code))]
        _interactive_cache[_make_key(code)] = len(string), None, lines, name
