"""Built-in names for restricted code, and functions to stand behind `_getattr_`, `_write_` and the like."""
import builtins

from RestrictedPython.transformer import INSPECT_ATTRIBUTES

_VALUES = (
    '__build_class__ None False True Ellipsis abs bool bytes callable chr complex divmod float hash hex id int isinstance '
    'issubclass len oct ord pow range repr round slice sorted str tuple zip'
)

_EXCEPTIONS = (
    'BaseException Exception GeneratorExit KeyboardInterrupt SystemExit '
    'ArithmeticError FloatingPointError OverflowError ZeroDivisionError AssertionError AttributeError BufferError EOFError '
    'ImportError LookupError IndexError KeyError MemoryError NameError UnboundLocalError OSError EnvironmentError IOError '
    'ReferenceError RuntimeError NotImplementedError StopIteration SyntaxError IndentationError TabError SystemError '
    'TypeError ValueError UnicodeError UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError '
    'Warning BytesWarning DeprecationWarning FutureWarning ImportWarning PendingDeprecationWarning RuntimeWarning '
    'SyntaxWarning UnicodeWarning UserWarning'
)

# Less where the cell itself has less.
safe_builtins = {name: getattr(builtins, name) for name in f'{_VALUES} {_EXCEPTIONS}'.split() if hasattr(builtins, name)}

safe_globals = {'__builtins__': safe_builtins}


class _Writing:
    """Passes writes on to the methods that a thing has for them."""

    def __init__(self, thing):
        vars(self)['thing'] = thing

    def _through(method, refusal):
        def write(self, *args):
            try:
                through = getattr(vars(self)['thing'], method)
            except AttributeError:
                raise TypeError(refusal)
            through(*args)
        return write

    __setattr__ = _through('__guarded_setattr__', 'attribute-less object (assign or del)')
    __delattr__ = _through('__guarded_delattr__', 'attribute-less object (assign or del)')
    __setitem__ = _through('__guarded_setitem__', 'object does not support item or slice assignment')
    __delitem__ = _through('__guarded_delitem__', 'object does not support item or slice assignment')
    del _through


def full_write_guard(ob):
    """For `_write_`: lists, dicts, and what says by `_guarded_writes` that it sees to itself. The others are written to by
    their own `__guarded_setattr__`, `__guarded_delattr__`, `__guarded_setitem__` and `__guarded_delitem__`."""
    if type(ob) in (list, dict) or hasattr(ob, '_guarded_writes'):
        return ob
    return _Writing(ob)


def guarded_setattr(object, name, value):
    setattr(full_write_guard(object), name, value)


def guarded_delattr(object, name):
    delattr(full_write_guard(object), name)


# As a default: there is none.
raise_ = object()


def safer_getattr(object, name, default=None, getattr=getattr):
    """For `_getattr_`, and for getattr(): the rules that hold for attributes in the text of a program."""
    if type(name) is not str:
        raise TypeError('type(name) must be str')
    is_text = isinstance(object, str) or isinstance(object, type) and issubclass(object, str)
    if is_text and name in ('format', 'format_map'):
        raise NotImplementedError('Using the format*() methods of `str` is not safe')
    if name in INSPECT_ATTRIBUTES:
        raise AttributeError(f'"{name}" is a restricted name, that is forbidden to access in RestrictedPython.')
    if name.startswith('_'):
        raise AttributeError(f'"{name}" is an invalid attribute name because it starts with "_"')
    if default is raise_:
        return getattr(object, name)
    return getattr(object, name, default)


def safer_getattr_raise(object, name, default=raise_):
    """The same, where what is not there is an AttributeError."""
    return safer_getattr(object, name, default)


safe_builtins['setattr'] = guarded_setattr
safe_builtins['delattr'] = guarded_delattr
safe_builtins['_getattr_'] = safer_getattr


def guarded_iter_unpack_sequence(it, spec, _getiter_):
    """For `_iter_unpack_sequence_`."""
    for ob in _getiter_(it):
        yield guarded_unpack_sequence(ob, spec, _getiter_)


def guarded_unpack_sequence(it, spec, _getiter_):
    """For `_unpack_sequence_`: a list of the parts. Those that are taken apart again come from `_getiter_` as well; `spec`
    says which (RestrictingNodeTransformer.gen_unpack_spec)."""
    parts = list(_getiter_(it))
    # With too few the interpreter raises ValueError by itself.
    if len(parts) >= spec['min_len']:
        for index, inner in spec['childs']:
            parts[index] = guarded_unpack_sequence(parts[index], inner, _getiter_)
    return parts
