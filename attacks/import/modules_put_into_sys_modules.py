# from: sys.modules surgery
# after: what the library, or the supervisor, imports next is the program's
# must: contained
import sys


class Fake:
    def __getattr__(self, name):
        frame = sys._getframe(1)
        while frame is not None:
            if '__name__' not in frame.f_globals:
                print('ESCAPED')
            frame = frame.f_back
        raise AttributeError(name)


for name in ('os', 'io', 'codecs', 'encodings', 'linecache', 'traceback', 'warnings', 'types', 're', 'importlib', '_io', 'posix', 'string', 'collections'):
    sys.modules[name] = Fake()
for use in (lambda: __import__('json').dumps([1]), lambda: open('/x'), lambda: 'a'.encode('utf-7'), lambda: __import__('warnings').warn('x'), lambda: eval('(')):
    try:
        use()
    except BaseException as e:
        print(type(e).__name__)
sys.modules = {}
1 / 0
