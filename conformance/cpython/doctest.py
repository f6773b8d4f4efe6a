"""A stand-in for `doctest`: finds the `>>>` examples of a module and runs them. The driver makes each text one unit."""

import sys

_FLAGS = {name: 1 << i for i, name in enumerate(('ELLIPSIS', 'NORMALIZE_WHITESPACE', 'IGNORE_EXCEPTION_DETAIL', 'SKIP'))}
ELLIPSIS, NORMALIZE_WHITESPACE = _FLAGS['ELLIPSIS'], _FLAGS['NORMALIZE_WHITESPACE']
IGNORE_EXCEPTION_DETAIL, SKIP = _FLAGS['IGNORE_EXCEPTION_DETAIL'], _FLAGS['SKIP']
DONT_ACCEPT_TRUE_FOR_1 = DONT_ACCEPT_BLANKLINE = REPORT_NDIFF = 0


class DocTestSuite:
    def __init__(self, module=None, *args, optionflags=0, **kwargs):
        self.optionflags = optionflags


def DocFileSuite(*args, **kwargs):
    return DocTestSuite()


class DocTestFinder:
    def find(self, *args, **kwargs):
        return []


def testmod(*args, **kwargs):
    return (0, 0)


def texts(module):
    """The texts with examples: the module's, its functions' and classes', and its `__test__` table."""
    found = [('__doc__', module.__doc__)]
    for name, value in sorted(module.__dict__.items(), key=lambda item: item[0]):
        if getattr(value, '__module__', None) == module.__name__ and isinstance(getattr(value, '__doc__', None), str):
            found.append((name, value.__doc__))
            if isinstance(value, type):
                for inner, member in sorted(value.__dict__.items(), key=lambda item: item[0]):
                    if callable(member) and isinstance(getattr(member, '__doc__', None), str):
                        found.append((f'{name}.{inner}', member.__doc__))
    table = getattr(module, '__test__', None) or {}
    for name, value in sorted(table.items(), key=lambda item: item[0]):
        found.append((f'__test__.{name}', value if isinstance(value, str) else value.__doc__))
    return [(name, text) for name, text in found if text and '>>>' in text]


def examples(text):
    """(source, expected, flags) for each `>>>` of a text."""
    lines = text.expandtabs().split('\n')
    i = 0
    while i < len(lines):
        line = lines[i]
        stripped = line.lstrip()
        indent = len(line) - len(stripped)
        if not (stripped.startswith('>>> ') or stripped == '>>>'):
            i += 1
            continue
        source = [stripped[4:]]
        i += 1
        while i < len(lines) and lines[i][:indent].strip() == '' and lines[i][indent : indent + 3] == '...':
            source.append(lines[i][indent + 4 :])
            i += 1
        expected = []
        while i < len(lines) and lines[i].strip() and not lines[i].lstrip().startswith('>>>'):
            expected.append(lines[i][indent:])
            i += 1
        flags = 0
        for name, bit in _FLAGS.items():
            if any('doctest:' in s and '+' + name in s for s in source):
                flags |= bit
        yield '\n'.join(source) + '\n', ''.join(e + '\n' for e in expected), flags


class _Output:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        pass

    def take(self):
        text = ''.join(self.parts)
        self.parts.clear()
        return text


def run(module, text, optionflags=0):
    """Runs a text's examples in a copy of the module's namespace. Answers None, or what went wrong first."""
    namespace = dict(module.__dict__)
    saved_out, saved_hook = sys.stdout, sys.displayhook
    output = sys.stdout = _Output()

    def show(value):
        if value is not None:
            output.write(repr(value) + '\n')

    sys.displayhook = show
    problem = None
    try:
        for source, expected, flags in examples(text):
            flags |= optionflags
            if flags & SKIP or _says_nothing(source):
                continue
            raised = None
            try:
                exec(compile(source, '<doctest>', 'single', dont_inherit=True), namespace)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                raised = error
            got = output.take()
            if got and not got.endswith('\n'):
                got += '\n'
            if problem is None and not _as_expected(expected, got, raised, flags):
                shown = got if raised is None else f'{got}{_last_line(raised)}'
                problem = f'{source.strip()!r} gave {shown!r}, not {expected!r}'
    finally:
        sys.stdout, sys.displayhook = saved_out, saved_hook
    return problem


def _says_nothing(source):
    return all(not line.strip() or line.lstrip().startswith('#') for line in source.split('\n'))


def _last_line(error):
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ('builtins', '__main__') else f'{kind.__module__}.{kind.__qualname__}'
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    notes = ''.join(note + '\n' for note in getattr(error, '__notes__', ()))
    return (f'{name}: {text}\n' if text else f'{name}\n') + notes


def _as_expected(expected, got, raised, flags):
    lines = expected.split('\n')
    start = next((i for i, line in enumerate(lines) if line.startswith('Traceback (')), None)
    if start is None:
        return raised is None and _same(expected, got, flags)
    if raised is None:
        return False
    after = start + 1
    while after < len(lines) and not (lines[after][:1].isalnum() or lines[after][:1] == '_'):
        after += 1
    wanted = '\n'.join(lines[after:])
    if flags & IGNORE_EXCEPTION_DETAIL:
        return wanted.split(':')[0].strip().split('.')[-1] == type(raised).__name__
    return _same(wanted, _last_line(raised), flags)


def _same(wanted, got, flags):
    wanted = wanted.replace('<BLANKLINE>', '')
    got_lines = '\n'.join('' if not line.strip() else line for line in got.split('\n'))
    if (wanted, got_lines) in (('1\n', 'True\n'), ('0\n', 'False\n')) or wanted == got_lines:
        return True
    if flags & NORMALIZE_WHITESPACE:
        wanted, got_lines = ' '.join(wanted.split()), ' '.join(got_lines.split())
        if wanted == got_lines:
            return True
    return bool(flags & ELLIPSIS) and _with_ellipsis(wanted, got_lines)


def _with_ellipsis(wanted, got):
    first, *rest = wanted.split('...')
    if not got.startswith(first):
        return False
    start = len(first)
    for i, piece in enumerate(rest):
        if i == len(rest) - 1 and piece:
            return got.endswith(piece) and len(got) - len(piece) >= start
        found = got.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return bool(rest)
