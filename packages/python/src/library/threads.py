# Threads (Library reference, `_thread`): what waits, and what a thread does first and last.

def thread_main(function, args, kwargs):
    """All that a thread runs."""
    failed = None
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as e:
        failed = e
    if failed is not None:
        try:
            unraisable(failed, 'Exception ignored in thread started by ' + safe_text(function, 'function', True), None)
        except BaseException:
            pass
    function = args = kwargs = failed = None
    thread_over()


def thread_wait(on, nanoseconds):
    """Whether it came before the time was over."""
    said = thread_block(on, nanoseconds)
    while said is not True and said is not False:
        if said == -1:
            # All wait for ever.
            thread_give_up()
            collect_garbage()
            said = thread_block(on, nanoseconds)
            continue
        # All wait, and time passes by itself.
        try:
            system('sleep', said)
        except BaseException:
            thread_give_up()
            raise
        said = thread_again()
    return said


def thread_wait_outside(lock, nanoseconds, pause):
    """True: it came; False: it is time to look outside; else for how many seconds to wait there, for all; None: for ever."""
    said = thread_block_outside(lock, nanoseconds, pause)
    if said is True or said is False:
        return said
    thread_give_up()
    return None if said < 0 else said / 1e9


def thread_join(thread, nanoseconds):
    thread_wait(thread, nanoseconds)


def thread_sleep(nanoseconds):
    thread_wait(None, nanoseconds)


def rlock_restore(lock, count):
    thread_wait(lock, -1)
    rlock_set_count(lock, count)


def thread_start(function, args, kwargs, handle):
    contexts = library_import('_contextvars')
    return thread_begin(handle, (function, args, kwargs), contexts, contexts.Context())


def thread_start_joinable(function, handle):
    contexts = library_import('_contextvars')
    thread_begin(handle, (function, (), {}), contexts, contexts.Context())
    return handle


def thread_shutdown():
    """Waits for all threads but daemons."""
    thread = thread_to_join()
    while thread is not None:
        thread_wait(thread, -1)
        thread = thread_to_join()


def finish_threads():
    """The main thread is over: the others are waited for, as threading has it."""
    threading = sys_modules().get('threading')
    shutdown = getattr(threading, '_shutdown', None)
    if shutdown is None:
        return
    failed = None
    try:
        shutdown()
    except BaseException as e:
        failed = e
    if failed is not None:
        unraisable(failed, 'Exception ignored on threading shutdown ' + safe_text(threading, 'module', True), None)


def wait_for_import(name):
    """Another thread loads this module."""
    thread_importing(name)
    try:
        while import_elsewhere(name):
            thread_wait(None, 1000000)
    finally:
        thread_importing(None)


def thread_excepthook(kind, value, tb, thread):
    """threading.excepthook"""
    if kind is SystemExit:
        return
    file = sys_get('stderr')
    if file is None:
        file = getattr(thread, '_stderr', None)
        if file is None:
            return
    name = get_thread_ident() if thread is None else getattr(thread, 'name', '<failed to get thread name>')
    if value is None:
        value = kind()
    file.write(f'Exception in thread {name}:\n')
    file.write(format_exception(value, tb))
    flush = getattr(file, 'flush', None)
    if flush is not None:
        flush()


def local_first(o, what, name, value):
    """An attribute of a threading.local, of whose thread it is the first."""
    args, kwargs = local_arguments(o)
    try:
        type(o).__init__(o, *args, **kwargs)
    except BaseException:
        local_forget(o)
        raise
    if what == 0:
        return getattr(o, name)
    if what == 1:
        return setattr(o, name, value)
    return delattr(o, name)
