# from: linecache asks __loader__.get_source of the globals
# after: trusted code calls the program's object while it prints an error
# must: contained
calls = []


class Loader:
    def get_source(self, name):
        calls.append(name)
        import sys

        frame = sys._getframe()
        while frame is not None:
            if frame.f_globals is not globals() and frame.f_globals.get('__name__') not in sys.modules:
                print('ESCAPED')
            frame = frame.f_back
        return ['not', 'a', 'str']

    def __getattr__(self, name):
        calls.append(name)
        raise KeyError(name)


__loader__ = Loader()
__spec__ = Loader()
__file__ = Loader()
exec(compile('def f():\n raise ValueError(1)', 'made up', 'exec'))
try:
    f()
except ValueError:
    import traceback

    try:
        traceback.print_exc()
    except Exception as e:
        print(type(e).__name__)
f()
