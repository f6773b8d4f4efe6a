# from: mkfifo, mknod, chmod with set-id bits, xattr, chown
# after: special files of the host's
# must: contained
import os
import stat

for use in (lambda: os.mkfifo('/fifo'), lambda: os.mknod('/dev0', stat.S_IFCHR | 0o777, 0), lambda: os.chmod('/a.txt', 0o6777), lambda: os.chown('/a.txt', 0, 0), lambda: os.lchown('/a.txt', 0, 0), lambda: os.setxattr('/a.txt', 'user.x', b'1'), lambda: os.getxattr('/a.txt', 'user.x'), lambda: os.listxattr('/'), lambda: os.chroot('/sub'), lambda: os.mount('a', 'b'), lambda: os.chflags('/a.txt', 1), lambda: os.umask(0), lambda: os.memfd_create('x'), lambda: os.statvfs('/'), lambda: os.pathconf('/', 1), lambda: os.copy_file_range(0, 1, 10), lambda: os.open('/a.txt', 0x200000), lambda: os.mkdir('/set', 0o7777), lambda: os.eventfd(1), lambda: os.pidfd_open(1), lambda: os.splice(0, 1, 10)):
    try:
        r = use()
        print(type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
for path in ('/a.txt', '/set'):
    try:
        mode = os.stat(path).st_mode
        if mode & 0o6000:
            print('ESCAPED', oct(mode))
    except Exception as e:
        print(type(e).__name__)
