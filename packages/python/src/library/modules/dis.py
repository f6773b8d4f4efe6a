"""What other modules take from `dis`: the names of code flags and where lines start. The code here is not CPython's."""

import collections

Positions = collections.namedtuple(
    'Positions', ['lineno', 'end_lineno', 'col_offset', 'end_col_offset'], defaults=[None] * 4
)

COMPILER_FLAG_NAMES = {
    1: 'OPTIMIZED',
    2: 'NEWLOCALS',
    4: 'VARARGS',
    8: 'VARKEYWORDS',
    16: 'NESTED',
    32: 'GENERATOR',
    64: 'NOFREE',
    128: 'COROUTINE',
    256: 'ITERABLE_COROUTINE',
    512: 'ASYNC_GENERATOR',
    0x4000000: 'HAS_DOCSTRING',
    0x8000000: 'METHOD',
}


def pretty_flags(flags):
    """Names of code flags, joined by commas."""
    names = []
    for i in range(32):
        flag = 1 << i
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ', '.join(names)


def findlinestarts(code):
    """Pairs (offset, line) where a line starts in a code object."""
    last = False
    for start, end, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def _code_of(x):
    for name in ('__func__', '__code__', 'gi_code', 'ag_code', 'cr_code'):
        x = getattr(x, name, x)
    return x


def _listings(x):
    """Pairs of a heading, or None, and a code object: of a function, method, class, module, generator, code or source."""
    import types
    x = _code_of(x)
    if isinstance(x, types.CodeType):
        yield None, x
    elif isinstance(x, (str, bytes)):
        yield None, compile(x, '<dis>', 'exec')
    elif hasattr(x, '__dict__'):
        for name, value in sorted(x.__dict__.items()):
            value = _code_of(getattr(value, '__func__', value))
            if isinstance(value, (types.CodeType, type)):
                for heading, code in _listings(value):
                    yield heading or f'Disassembly of {name}:', code
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """List the instructions of a function, class, module, code object or source text; without one, of the last traceback."""
    import _dis
    if x is None:
        return distb(file=file)
    for heading, code in _listings(x):
        if heading is not None:
            print(heading, file=file)
        print(_dis.listing(code), end='' if heading is None else '\n', file=file)


Instruction = collections.namedtuple('Instruction', ['opname', 'argval', 'argrepr', 'offset', 'line_number'])


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, code object or source text: this engine's own, with names as CPython's."""
    import _dis
    for heading, code in _listings(x):
        line_number = None
        for line in _dis.listing(code).split('\n\n', 1)[0].split('\n')[1:]:
            shown, offset, rest = line[:6].strip(), line[8:13].strip(), line[14:]
            if not offset.isdigit():
                continue
            if shown:
                line_number = int(shown)
            opname, _, operand = rest.partition(' ')
            operand = operand.strip()
            yield Instruction(opname, operand, operand, int(offset), line_number)
        return


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """List the instructions of the innermost frame of a traceback; by default of the last one."""
    if tb is None:
        import sys
        last = getattr(sys, 'last_exc', None)
        tb = getattr(sys, 'last_traceback', None) if last is None else last.__traceback__
        if tb is None:
            raise RuntimeError('no last traceback to disassemble')
    while tb.tb_next is not None:
        tb = tb.tb_next
    dis(tb.tb_frame.f_code, file=file)


def disassemble(co, lasti=-1, *, file=None, **options):
    """List the instructions of a code object."""
    dis(co, file=file)


disco = disassemble


def code_info(x):
    """What a code object says of itself."""
    for heading, code in _listings(x):
        return '\n'.join([
            f'Name:              {code.co_name}',
            f'Filename:          {code.co_filename}',
            f'Argument count:    {code.co_argcount}',
            f'Positional-only arguments: {code.co_posonlyargcount}',
            f'Kw-only arguments: {code.co_kwonlyargcount}',
            f'Number of locals:  {code.co_nlocals}',
            f'Flags:             {pretty_flags(code.co_flags)}',
        ])


def show_code(co, *, file=None):
    """Print code_info()."""
    print(code_info(co), file=file)


def main(args=None):
    """`python -m dis`: list the instructions of a file, or of standard input."""
    import argparse
    parser = argparse.ArgumentParser()
    for short, long, what in (
        ('-C', '--show-caches', 'nothing: there are no caches'),
        ('-O', '--show-offsets', 'nothing: they are always shown'),
        ('-P', '--show-positions', 'nothing: lines are always shown'),
    ):
        parser.add_argument(short, long, action='store_true', help=what)
    parser.add_argument('infile', nargs='?', default='-')
    infile = parser.parse_args(args=args).infile
    if infile == '-':
        import sys
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = infile
        with open(infile, 'rb') as file:
            source = file.read()
    dis(compile(source, name, 'exec'))


if __name__ == '__main__':
    main()
