# Built-in functions of scripts (modules/_script_builtins.ts) where they call what is the script's.


def script_test(args):
    for at in range(0, len(args) - 1, 2):
        if args[at]:
            return args[at + 1]
    return args[-1] if len(args) % 2 else None


def script_reorder(s, with_, without):
    left = {}
    for item in s:
        key, value = script_pair(item)
        left[key] = value
    for item in without:
        left.pop(script_pair(item)[0], None)
    out = []
    for item in with_:
        key = script_pair(item)[0]
        if key in left:
            out.append((key, left.pop(key)))
    return out


def script_pair(item):
    return item if isinstance(item, tuple) and len(item) == 2 else (item, item)


def script_apply(f, args, kws):
    return f(*args, **kws)


def script_map(f, seqs):
    return list(map(f, *seqs))


def script_zip(seqs, kwargs):
    return list(zip(*seqs, **kwargs))


def script_filter(f, seq):
    return list(filter(f, seq))


def script_hasattr(ob, name):
    try:
        getattr(ob, name)
    except (AttributeError, PermissionError):
        return False
    return True


def script_setattr(ob, name, value):
    setattr(ob, name, value)


def script_delattr(ob, name):
    delattr(ob, name)
