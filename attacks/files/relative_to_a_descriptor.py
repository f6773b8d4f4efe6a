# from: dir_fd, follow_symlinks, openat
# after: a folder of the host's as the base of a path
# must: contained
import os

for fd in (0, 1, 3, 4, 10, -100, 512, None, 'x', 1.5):
    for use in (lambda: os.open('etc/passwd', 0, dir_fd=fd), lambda: os.stat('etc', dir_fd=fd).st_ino, lambda: os.listdir(fd), lambda: os.mkdir('x', dir_fd=fd), lambda: os.unlink('x', dir_fd=fd), lambda: os.rename('a', 'b', src_dir_fd=fd, dst_dir_fd=fd), lambda: os.readlink('x', dir_fd=fd), lambda: os.symlink('a', 'b', dir_fd=fd), lambda: os.scandir(fd), lambda: os.chdir(fd), lambda: os.access('etc', 0, dir_fd=fd, effective_ids=True), lambda: open('etc/passwd', opener=lambda p, f: os.open(p, f, dir_fd=fd)).read()):
        try:
            r = use()
            if isinstance(r, str) and 'root' in r or isinstance(r, list) and 'etc' in r:
                print('ESCAPED', r)
        except Exception as e:
            kind = type(e).__name__
print('done')
