# from: OSError.filename, str(e), __notes__
# after: paths of the host in errors
# must: contained
import os

for use in (lambda: open('/nosuch'), lambda: open('/sub'), lambda: open('/a.txt/x'), lambda: os.rmdir('/sub'), lambda: os.mkdir('/sub'), lambda: os.rename('/a.txt', '/nosuch/x'), lambda: os.listdir('/a.txt'), lambda: os.remove('/'), lambda: os.rmdir('/'), lambda: os.rename('/', '/x'), lambda: open('/sub', 'w'), lambda: os.chdir('/nosuch'), lambda: os.readlink('/a.txt'), lambda: os.truncate('/a.txt', 10**12), lambda: os.symlink('a', '/a.txt'), lambda: os.open('/nosuch', 0), lambda: open('/file-link'), lambda: open('/proc-link/mem')):
    try:
        use()
    except OSError as e:
        print(type(e).__name__, e.errno, e.filename, e.filename2, e.strerror, getattr(e, '__notes__', None))
    except Exception as e:
        print(type(e).__name__)
print(os.getcwd() if hasattr(os, 'getcwd') else '')
