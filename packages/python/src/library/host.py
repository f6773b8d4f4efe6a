# Objects and functions of the host: each use is a call of the system, which may wait.

def get_of_host(ref, name):
    return host_get(ref, name)


def set_of_host(ref, name, value):
    host_set(ref, name, value)


def delete_of_host(ref, name):
    host_delete(ref, name)


def write_to_host(method, args):
    call_host(method, args, {})


def length_of_host(method):
    return len_result(call_host(method, (), {}))


def truth_of_host(method):
    return length_of_host(method) != 0


def host_contains(method, key):
    return truth_result(call_host(method, (key,), {}))


def iterate_host(method):
    # The host gives all items at once, as a copy.
    return iter(call_host(method, (), {}))


def call_host(ref, args, kwargs):
    if is_awaitable(ref):
        return awaiting_host(ref, args, kwargs)
    if thread_count() > 1:
        said = library_import('_host_calls').call(ref, args, kwargs)
        if said is not None:
            return host_result(said)
    return host_value(host_call(ref, args, kwargs))


def awaiting_host(ref, args, kwargs):
    """A coroutine, as the call of an `async def` gives one: the host is called when it is awaited."""
    coroutine = await_host(ref, args, kwargs)
    coroutine.__name__ = coroutine.__qualname__ = ref.__name__
    return coroutine


async def await_host(ref, args, kwargs):
    loop = running_loop()
    future = loop._call_host(ref, args, kwargs) if hasattr(loop, '_call_host') else None
    if future is None:
        return host_value(host_call(ref, args, kwargs))
    return await future


def event_loop_of_policy():
    return library_import('asyncio').events._get_event_loop_policy().get_event_loop()


def call_global(fn, name, known, args, kwargs):
    """The host calls a global of the program."""
    if not known:
        raise NameError(f'name {name!r} is not defined', name=name)
    return fn(*args, **kwargs)
