# Runs one program inside CPython as `python NAME` would, and says what it wrote and how it ended.
import gc
import io
import linecache
import os
import sys
import traceback
import types
import warnings


def judge(name, source):
    module = types.ModuleType('__main__')
    module.__file__ = name
    module.__builtins__ = __import__('builtins')
    # The compiler reads the line of some syntax errors from the file itself.
    os.makedirs(os.path.dirname(name) or '.', exist_ok=True)
    with open(name, 'w', encoding='utf-8', newline='') as file:
        file.write(source)
    out, err = io.BytesIO(), io.BytesIO()
    saved = sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.modules.get('__main__'), sys.getrecursionlimit()
    hooks = sys.excepthook, sys.displayhook, sys.unraisablehook, sys.meta_path[:], set(sys.modules)
    sys.stdin = io.StringIO('')
    sys.stdout = io.TextIOWrapper(out, 'utf-8', newline='\n', write_through=True)
    sys.stderr = io.TextIOWrapper(err, 'utf-8', 'backslashreplace', newline='\n', write_through=True)
    sys.argv = [name]
    sys.modules['__main__'] = module
    loop = set_event_loops() if 'asyncio' in source else None
    try:
        with warnings.catch_warnings():
            warnings.resetwarnings()
            for category in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
                warnings.simplefilter('ignore', category)
            warnings.filterwarnings('default', category=DeprecationWarning, module='__main__')
            status = run(name, source, module)
            end(module)
        sys.stdout.flush()
        sys.stderr.flush()
        return [out.getvalue().decode('utf-8', 'surrogateescape'), err.getvalue().decode('utf-8'), status]
    finally:
        if loop is not None:
            sys.modules['asyncio']._set_running_loop(loop)
        sys.stdin, sys.stdout, sys.stderr, sys.argv, main, limit = saved
        sys.setrecursionlimit(limit)
        sys.modules['__main__'] = main
        sys.excepthook, sys.displayhook, sys.unraisablehook, sys.meta_path[:], known = hooks
        # Modules that the program made up must not be there for the next one.
        for key in set(sys.modules) - known:
            if type(getattr(getattr(sys.modules[key], '__spec__', None), 'loader', None)).__module__ in ('__main__', 'builtins'):
                if not isinstance(getattr(sys.modules[key], '__spec__', None), type(sys.__spec__)):
                    del sys.modules[key]
        linecache.cache.pop(name, None)
        os.remove(name)


def set_event_loops():
    """In WebAssembly no loop can block: one whose time jumps to what is waited for runs asyncio's own code all the same."""
    import asyncio
    from asyncio import base_events, events

    class Waiting:
        ahead = 0

        def select(self, timeout):
            if timeout is None:
                raise SystemExit('nothing can wake the loop')
            self.ahead += max(0, timeout)
            return ()

    class Loop(base_events.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = Waiting()

        def time(self):
            return self._selector.ahead

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            pass

        def run_in_executor(self, executor, func, *args):
            async def call():
                return func(*args)

            return self.create_task(call())

    class Policy(events._BaseDefaultEventLoopPolicy):
        _loop_factory = Loop

    asyncio.run = asyncio.runners.run
    events._set_event_loop_policy(Policy())
    loop = events._get_running_loop()
    events._set_running_loop(None)
    return loop


def run(name, source, module):
    try:
        exec(compile(source, name, 'exec', dont_inherit=True), module.__dict__)
        return 0
    except SystemExit as exit:
        if exit.code is None or isinstance(exit.code, int):
            return exit.code or 0
        print(exit.code, file=sys.stderr)
        return 1
    except BaseException as error:
        tb = error.__traceback__
        while tb is not None and tb.tb_frame.f_code.co_filename != name:
            tb = tb.tb_next
        if sys.excepthook is not sys.__excepthook__:
            sys.excepthook(type(error), error.with_traceback(tb), tb)
        else:
            traceback.print_exception(type(error), error.with_traceback(tb), tb, file=sys.stderr)
        return 1


def end(module):
    # The interpreter's own end: the names of the main module go in order, so `__del__` runs while output still works.
    names = module.__dict__
    for key in [key for key in names if not key.startswith('__')]:
        names[key] = None
    gc.collect()
