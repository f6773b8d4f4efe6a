# Files as `posix` gives them, where an answer of the system is made into something else.


def posix_again(name, args, i, what):
    """A function of posix with an argument that Python code converts."""
    args = list(args)
    value = args[i]
    if what == 'path':
        args[i] = path_of_object(value)
    elif what == 'fileno':
        args[i] = value.fileno()
    elif what == 'bool_fd':
        find_and_load('warnings').warn('bool is used as a file descriptor', RuntimeWarning, 1)
        args[i] = int(value)
    elif what == 'bool':
        args[i] = bool(value)
    else:
        args[i] = int_or_index_strict(value)
    return posix_call(name, args)


def posix_by_bytes(name, args):
    """A function of posix with paths of bytes: names come back as bytes."""
    plain = []
    for a in args:
        plain.append(path_text(a) if isinstance(a, bytes) else a)
    if name == 'scandir':
        return posix_scandir(plain[0], args[0])
    try:
        result = posix_call(name, plain)
    except OSError as e:
        if isinstance(args[0], bytes) and e.filename is not None:
            e.filename = args[0]
        if len(args) > 1 and isinstance(args[1], bytes) and e.filename2 is not None:
            e.filename2 = args[1]
        raise
    if isinstance(result, str):
        return path_bytes(result)
    if isinstance(result, list):
        return [path_bytes(item) for item in result]
    return result


def path_text(path):
    return path.decode('utf-8', 'surrogateescape')


def path_bytes(path):
    return path.encode('utf-8', 'surrogateescape')


def posix_stat(path, follow):
    return stat_result_of(system('stat', path, follow))


def posix_fstat(fd, named):
    if fd < 0:
        raise OSError(9, 'Bad file descriptor', fd)
    try:
        return stat_result_of(system('fstat', fd))
    except OSError as e:
        if named:
            e.filename = fd
        raise


def posix_readinto(fd, buffer):
    view = memoryview(buffer).cast('B')
    data = system('read', fd, len(view))
    view[:len(data)] = data
    return len(data)


def posix_get_inheritable(fd):
    """No process is started that could inherit one."""
    posix_fstat(fd, False)
    return False


def posix_isatty(fd):
    if fd < 0:
        return False
    try:
        return system('isatty', fd)
    except OSError:
        return False


def posix_listdir(path):
    return list(system('listdir', path))


def posix_scandir(path, given):
    try:
        entries = system('scandir', path)
    except OSError as e:
        if isinstance(given, bytes) and e.filename is not None:
            e.filename = given
        raise
    prefix = path if path.endswith('/') else path + '/'
    if isinstance(given, bytes):
        return scandir_iterator(tuple([(path_bytes(name), path_bytes(prefix + name), kind) for name, kind in entries]))
    return scandir_iterator(tuple([(name, prefix + name, kind) for name, kind in entries]))


def direntry_stat(entry, follow):
    path = entry.path
    try:
        stat = posix_stat(path_text(path) if isinstance(path, bytes) else path, follow)
    except OSError as e:
        e.filename = path
        raise
    return direntry_remember(entry, follow, stat)


def direntry_stat_asked(entry, follow):
    return entry.stat(follow_symlinks=bool(follow))


def direntry_is(entry, bits):
    """What a link leads to is a folder, or a file; a broken link is neither."""
    try:
        mode = entry.stat().st_mode
    except FileNotFoundError:
        return False
    return mode & 0o170000 == bits


def direntry_is_asked(entry, kind, follow):
    follow = bool(follow)
    return entry.is_dir(follow_symlinks=follow) if kind == 'dir' else entry.is_file(follow_symlinks=follow)


def direntry_inode(entry):
    return entry.stat(follow_symlinks=False).st_ino


def posix_process(i):
    return system('process')[i]


def posix_uname(cls):
    answer = system('process')
    return struct_of(cls, (answer[6], answer[5], answer[7], answer[8], answer[9]))


def posix_getcwdb():
    return path_bytes(system('getcwd'))


def posix_pread(fd, n, offset):
    at = system('lseek', fd, 0, 1)
    try:
        system('lseek', fd, offset, 0)
        return system('read', fd, n)
    finally:
        system('lseek', fd, at, 0)


def posix_pwrite(fd, data, offset):
    at = system('lseek', fd, 0, 1)
    try:
        system('lseek', fd, offset, 0)
        return system('write', fd, data)
    finally:
        system('lseek', fd, at, 0)


def posix_utime(path, times, ns):
    """os.utime whose times need Python code."""
    given = times if ns is None else ns
    made = []
    for t in given:
        made.append(int_or_index_strict(t) if ns is not None or not isinstance(t, float) else t)
    args = [path, tuple(made), None] if ns is None else [path, None, tuple(made)]
    return posix_call('utime', args + [None, True])
