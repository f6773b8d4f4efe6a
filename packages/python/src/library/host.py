# Objects and functions of the host: each use is a call of the system, which may wait.

def get_of_host(ref, name):
    return host_value(host_get(ref, name))


def set_of_host(ref, name, value):
    host_set(ref, name, value)


def call_host(ref, args, kwargs):
    return host_value(host_call(ref, args, kwargs))


def call_global(fn, name, known, args, kwargs):
    """The host calls a global of the program."""
    if not known:
        raise NameError(f'name {name!r} is not defined', name=name)
    return fn(*args, **kwargs)
