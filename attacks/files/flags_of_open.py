# from: os.open with odd flags
# after: more access than was asked for
# must: contained
import os

for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_CREAT | os.O_EXCL | os.O_WRONLY, os.O_TRUNC, os.O_APPEND, 3, 0o2000000, getattr(os, 'O_PATH', 0x200000), getattr(os, 'O_TMPFILE', 0x410000), getattr(os, 'O_DIRECTORY', 0x10000), getattr(os, 'O_NOFOLLOW', 0x20000), getattr(os, 'O_DIRECT', 0x4000), -1, 2**31, 2**40, 2**70, 0xffffffff, 1.5, 'r', None, True):
    for path in ('/a.txt', '/file-link', '@CANARY@', '/sub', '/new', '/folder-link'):
        try:
            fd = os.open(path, flags)
            try:
                r = os.read(fd, 100)
                if b'canary' in r:
                    print('ESCAPED', path, flags)
            except OSError:
                pass
            try:
                os.write(fd, b'x')
            except OSError:
                pass
            os.close(fd)
        except Exception as e:
            kind = type(e).__name__
print('done')
