# from: exceptions whose type, message, traceback and notes lie
# after: the host's report of an error
# must: contained
class Meta(type):
    @property
    def __name__(cls):
        raise KeyError

    @property
    def __qualname__(cls):
        return 5

    def __repr__(cls):
        raise KeyError


class E(BaseException, metaclass=Meta):
    def __str__(self):
        raise E

    __repr__ = __str__

    @property
    def __traceback__(self):
        return 5

    @property
    def __notes__(self):
        raise E

    @property
    def __cause__(self):
        return self

    __module__ = property(lambda s: 1 / 0)
    __suppress_context__ = 'x'


try:
    raise E
except BaseException as e:
    BaseException.add_note(e, 'x\ny') if not hasattr(type(e), 'x') else None
    a = ValueError('a')
    b = KeyError('b')
    a.__context__ = b
    try:
        b.__context__ = a
    except Exception:
        pass
    raise a from e
