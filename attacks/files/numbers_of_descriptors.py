# from: file descriptors as numbers
# after: the host's own descriptors
# must: contained
import os

for fd in (*range(0, 40), -1, 255, 512, 1023, 2**31 - 1, 2**31, 2**63, -(2**70), True, 3.0, '3', None):
    for use in (lambda: os.read(fd, 100), lambda: os.fstat(fd).st_ino, lambda: os.lseek(fd, 0, 0), lambda: open(fd, closefd=False).read(10), lambda: os.fdopen(fd).fileno(), lambda: os.ftruncate(fd, 0), lambda: os.dup(fd), lambda: os.fsync(fd), lambda: os.get_inheritable(fd), lambda: os.ttyname(fd), lambda: os.isatty(fd), lambda: os.fchmod(fd, 0o777), lambda: os.fchdir(fd), lambda: os.sendfile(1, fd, 0, 10), lambda: os.pread(fd, 10, 0), lambda: os.readv(fd, [bytearray(4)]), lambda: os.openpty(), lambda: os.pipe(), lambda: os.write(fd, b'') if fd not in (1, 2) else 0):
        try:
            r = use()
        except BaseException as e:
            kind = type(e).__name__
            continue
        if isinstance(r, bytes) and r:
            print('ESCAPED', fd, r)
for fd in range(3, 40):
    try:
        os.close(fd)
    except Exception:
        pass
print('still here')
