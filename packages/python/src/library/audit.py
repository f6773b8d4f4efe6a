# Audit hooks of the program's own (PEP 578): what natives cannot call themselves.

def run_audit_hooks(event, args):
    """Each hook in turn; what one raises ends the operation."""
    for hook in audit_hooks():
        hook(event, args)


def audit_and_hook(event, args):
    audit(event, *args)
    if is_hooked():
        run_audit_hooks(event, args)


def announce_then_call(event, args, fn, fnargs, kwargs):
    run_audit_hooks(event, args)
    announced(event)
    return fn(*fnargs, **kwargs)


def announce_system_call(event, args, name, plain):
    if event == 'import':
        args = import_event(args[0])
    run_audit_hooks(event, args)
    return system_unannounced(name, *plain)


def import_event(name):
    return (name, None, sys_get('path'), sys_get('meta_path'), sys_get('path_hooks'))


def add_audit_hook(hook):
    """sys.addaudithook: an Exception from an earlier hook means that the new one is not added."""
    try:
        run_audit_hooks('sys.addaudithook', ())
    except Exception:
        return
    keep_audit_hook(hook)
