# Exceptions: raising from classes written in Python, texts that need Python code, and groups (PEP 654).

def raise_exception(exc):
    value = exc()
    if not is_exception(value):
        raise TypeError(f'calling {exc!r} should have returned an instance of BaseException, not {type(value)!r}')
    raise value


def raise_from(exc, cause):
    if isinstance(exc, type):
        value = exc()
        if not is_exception(value):
            raise TypeError(f'calling {exc!r} should have returned an instance of BaseException, not {type(value)!r}')
        exc = value
    if isinstance(cause, type):
        value = cause()
        if not is_exception(value):
            raise TypeError(f'calling {cause!r} should have returned an instance of BaseException, not {type(value)!r}')
        cause = value
    raise exc from cause


def exception_set_args(e, v):
    exception_store_args(e, tuple(v))


def exception_set_state(e, state):
    for key in state:
        setattr(e, key, state[key])


def exception_add_note(e, note):
    notes = getattr(e, '__notes__', None)
    if notes is None:
        e.__notes__ = [note]
        return
    if not isinstance(notes, list):
        raise TypeError('Cannot add note: __notes__ is not a list')
    notes.append(note)


def exception_repr(name, shown, single):
    text = repr(shown)
    return f'{name}({text})' if single else name + text


def text_then(value, tail):
    return str(value) + tail


def os_error_str(errno, strerror, filename, filename2, names):
    text = f'[Errno {errno!s}] {strerror!s}'
    if names > 0:
        text += f': {filename!r}'
    if names > 1:
        text += f' -> {filename2!r}'
    return text


def syntax_error_init(e, info):
    syntax_error_info(e, tuple(info))


# -- groups ----------------------------------------------------------------------------------------------------------------

def new_exception_group(cls, message, source):
    return eg_make_from(cls, message, source, list(source))


def eg_subset(eg, excs):
    """A group of some of the exceptions of `eg`, or None."""
    if not excs:
        return None
    made = eg.derive(excs)
    if not eg_is_group(made):
        raise TypeError('derive must return an instance of BaseExceptionGroup')
    exception_copy_chain(made, eg)
    notes = getattr(eg, '__notes__', None)
    if notes is not None and is_sequence_object(notes):
        made.__notes__ = list(notes)
    return made


def eg_accepts(e, matcher, kind):
    if kind == 1:
        return eg_matches(e, matcher)
    if kind == 3:
        return id(e) in matcher
    return bool(matcher(e))


def eg_divide(e, matcher, kind, with_rest):
    """(matching part, the rest) of an exception or group; either may be None."""
    if not (kind == 3 and eg_is_group(e)) and eg_accepts(e, matcher, kind):
        return e, None
    if not eg_is_group(e):
        return None, (e if with_rest else None)
    matched = []
    rest = []
    for sub in eg_exceptions(e):
        m, r = eg_divide(sub, matcher, kind, with_rest)
        if m is not None:
            matched.append(m)
        if r is not None:
            rest.append(r)
    return eg_subset(e, matched), (eg_subset(e, rest) if with_rest else None)


def eg_split(e, matcher):
    return eg_divide(e, matcher, eg_matcher_kind(matcher), True)


def eg_subgroup(e, matcher):
    return eg_divide(e, matcher, eg_matcher_kind(matcher), False)[0]


def check_eg_match(e, want):
    """`except* want` of what is left of a raised exception: (rest, match)."""
    eg_check_types(want)
    if e is None:
        return None, None
    if eg_matches(e, want):
        if eg_is_group(e):
            set_handled(e)
            return None, e
        match = eg_make(eg_base(), '', (e,))
        exception_set_traceback(match, frame_traceback())
        set_handled(match)
        return None, match
    if not eg_is_group(e):
        return e, None
    pair = e.split(want)
    if not isinstance(pair, tuple):
        raise TypeError(f'{type(e).__name__}.split must return a tuple, not {type(pair).__name__}')
    if len(pair) < 2:
        raise TypeError(f'{type(e).__name__}.split must return a 2-tuple, got tuple of size {len(pair)}')
    for part in pair[:2]:
        if part is not None and not eg_is_exception(part):
            raise TypeError(f'{type(e).__name__}.split must return exceptions or None, not {type(part).__name__}')
    if pair[0] is not None:
        set_handled(pair[0])
    return pair[1], pair[0]


def eg_leaf_ids(e, into):
    if not eg_is_group(e):
        into.add(id(e))
        return
    for sub in eg_exceptions(e):
        eg_leaf_ids(sub, into)


def prep_reraise_star(orig, excs):
    """What is to be raised after the except* clauses: what they raised, and what they let through or raised again."""
    if not excs:
        return None
    if not eg_is_group(orig):
        return excs[0]
    raised = []
    again = []
    for e in excs:
        if e is None:
            continue
        same = eg_same_origin(e, orig) and getattr(e, '__notes__', None) == getattr(orig, '__notes__', None)
        (again if same else raised).append(e)
    keep = set()
    for e in again:
        eg_leaf_ids(e, keep)
    left = eg_divide(orig, keep, 3, False)[0] if again else None
    if not raised:
        return left
    if left is not None:
        raised.append(left)
    if len(raised) == 1:
        return raised[0]
    return eg_make(eg_base(), '', raised)
