# from: NUL in a path
# after: a name that ends earlier for the host than for the check
# must: contained
import os

for path in ('/a.txt\0', '/a.txt\0.py', '\0', '@CANARY@\0', '/sub\0/../../outside/secret.txt', b'/a.txt\0x', '/a\0b/c'):
    for use in (open, os.stat, os.listdir, os.mkdir, os.remove, lambda p: os.rename(p, p), lambda p: os.rename('/a.txt', p), lambda p: os.symlink(p, '/x'), lambda p: open(p, 'w'), os.chdir, os.readlink, os.scandir, lambda p: os.open(p, 0), os.path.exists, lambda p: os.truncate(p, 1), lambda p: __import__('pathlib').Path(p).read_text()):
        try:
            r = use(path)
            if r is not False:
                print('took', repr(r)[:40])
        except Exception as e:
            if not isinstance(e, (ValueError, PermissionError, FileNotFoundError, ImportError, OSError, TypeError, AttributeError)):
                print(type(e).__name__)
print('done')
