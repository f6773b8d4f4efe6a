# from: importlib hooks: sys.meta_path, path_hooks, path_importer_cache
# after: a finder that hands out what is forbidden
# must: contained
import sys

asked = []


class Finder:
    def find_spec(self, name, path=None, target=None):
        asked.append(name)
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_globals.get('__name__') not in sys.modules and '__name__' not in frame.f_globals:
                print('ESCAPED')
            frame = frame.f_back
        return 'not a spec'


for table in ('meta_path', 'path_hooks'):
    try:
        getattr(sys, table).insert(0, Finder())
    except Exception as e:
        print(type(e).__name__)
for name in ('nosuchmodule', 'socket', 'subprocess', 'evilmod'):
    try:
        __import__(name)
    except BaseException as e:
        print(type(e).__name__)
for value in (None, 5, [5], 'ab', [None], (), {}, [lambda *a: 1]):
    try:
        sys.meta_path = value
        __import__('evilmod')
    except BaseException as e:
        print(type(e).__name__)
