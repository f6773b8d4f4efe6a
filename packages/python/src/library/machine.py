# Entry points of the machine.


def call_value(fn, args, kwargs):
    return fn(*args, **kwargs)
