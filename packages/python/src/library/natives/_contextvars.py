"""Context variables (PEP 567): contexts are dicts, the running one is a module's variable, which is another one in each
thread. The context of decimal, which is the machine's, goes with it."""

from _event_loop import decimal_now as _decimal_now, keep_contexts as _keep_contexts, swap_decimal as _swap_decimal

_UNSET = object()


class Token:
    """What ContextVar.set() gives back, for reset()."""

    __slots__ = ('_context', '_var', '_old', '_used')

    MISSING = type('Token.MISSING', (), {'__slots__': (), '__repr__': lambda self: '<Token.MISSING>'})()

    def __init__(self):
        raise RuntimeError('Tokens can only be created by ContextVars')

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self._var.reset(self)

    def __repr__(self):
        used = ' used' if self._used else ''
        return f'<Token{used} var={self._var!r} at {id(self):#x}>'

    def __class_getitem__(cls, item):
        return _alias(cls, item)


class ContextVar:
    """A variable that has a value of its own in each context."""

    __slots__ = ('_name', '_default')

    def __init__(self, /, *args, **kwargs):
        if len(args) + len(kwargs) > 2:
            raise TypeError(f'ContextVar() takes at most 2 arguments ({len(args) + len(kwargs)} given)')
        if len(args) != 1:
            bound = 'exactly' if len(args) == 0 else 'at most'
            raise TypeError(f'ContextVar() takes {bound} 1 positional argument ({len(args)} given)')
        default = kwargs.pop('default', _UNSET)
        if kwargs:
            raise TypeError(f'ContextVar() got an unexpected keyword argument {next(iter(kwargs))!r}')
        name = args[0]
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, default=_UNSET, /):
        value = _current._values.get(self, _UNSET)
        if value is not _UNSET:
            return value
        if default is not _UNSET:
            return default
        if self._default is not _UNSET:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        token = object.__new__(Token)
        token._context = _current
        token._var = self
        token._old = _current._values.get(self, Token.MISSING)
        token._used = False
        _current._values = {**_current._values, self: value}
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError(f'expected an instance of Token, got {token!r}')
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token._var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        if token._context is not _current:
            raise ValueError(f'{token!r} was created in a different Context')
        values = dict(_current._values)
        if token._old is Token.MISSING:
            values.pop(self, None)
        else:
            values[self] = token._old
        _current._values = values
        token._used = True

    def __repr__(self):
        default = '' if self._default is _UNSET else f' default={self._default!r}'
        return f'<ContextVar name={self._name!r}{default} at {id(self):#x}>'

    def __class_getitem__(cls, item):
        return _alias(cls, item)


class Context:
    """A mapping of context variables to their values."""

    __slots__ = ('_values', '_entered', '_decimal', '__weakref__')

    def __init__(self, /, *args, **kwargs):
        if args or kwargs:
            raise TypeError('Context() does not accept any arguments')
        self._values = {}
        self._entered = False
        self._decimal = None

    def run(self, callable, /, *args, **kwargs):
        global _current
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        before = _current
        self._entered = True
        _current = self
        outer = _swap_decimal(self._decimal)
        try:
            return callable(*args, **kwargs)
        finally:
            self._decimal = _swap_decimal(outer)
            _current = before
            self._entered = False

    def copy(self):
        made = Context()
        made._values = self._values
        made._decimal = _decimal_now() if self is _current else self._decimal
        return made

    def __getitem__(self, var):
        return self._values[_checked(var)]

    def __contains__(self, var):
        return _checked(var) in self._values

    def get(self, var, default=None, /):
        return self._values.get(_checked(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values

    __hash__ = None

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


def _checked(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f'a ContextVar key was expected, got {var!r}')
    return var


def _alias(cls, item):
    return type(list[int])(cls, item)


def copy_context():
    made = _new(Context)
    made._values = _current._values
    made._entered = False
    made._decimal = _decimal_now()
    return made


_new = object.__new__


_current = Context()


def _is_final(cls, **kwargs):
    raise TypeError(f"type '_contextvars.{cls.__bases__[0].__name__}' is not an acceptable base type")


for _cls in (Token, ContextVar, Context):
    _cls.__module__ = '_contextvars'
    _cls.__init_subclass__ = classmethod(_is_final)
del _cls
_keep_contexts(copy_context.__globals__)
