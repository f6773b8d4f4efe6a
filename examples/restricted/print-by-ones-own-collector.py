# _print_ is a factory: it gets _getattr_, and what it gives is called for the text.
from RestrictedPython import compile_restricted_exec

class Lines:
    def __init__(self, getattr_):
        self.lines = []
    def _call_print(self, *args, **kw):
        self.lines.append(args)
    def __call__(self):
        return self.lines

names = {'_print_': Lines, '_getattr_': getattr}
exec(compile_restricted_exec("print(1, 2)\nprint('x')\nlines = printed").code, names)
print(names['lines'])
#> [(1, 2), ('x',)]
