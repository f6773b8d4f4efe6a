"""What doctest asks of the debugger. A cell has none: there is nobody at its console."""


class Pdb:
    def __init__(self, *args, **kwargs):
        pass

    def reset(self):
        pass

    def set_continue(self):
        pass

    def set_trace(self, frame=None, *, commands=None):
        raise RuntimeError('this cell has no debugger')

    def trace_dispatch(self, *args):
        pass


def set_trace(*, header=None, commands=None):
    raise RuntimeError('this cell has no debugger')


def post_mortem(t=None):
    raise RuntimeError('this cell has no debugger')
