# Text and bytes of about 1 MB, in memory and in files. A case answers a checksum.
import io

LINES = [f'{i}: a line of text, the {i * 7}th of some\n' for i in range(25000)]
TEXT = ''.join(LINES)
DATA = TEXT.encode()
ACCENTS = TEXT.replace('text', 'täxt')
PATHS = {'plain': '/tmp/rexec-bench-plain.txt', 'accents': '/tmp/rexec-bench-accents.txt', 'out': '/tmp/rexec-bench-out.txt'}
for name, text in (('plain', TEXT), ('accents', ACCENTS)):
    with open(PATHS[name], 'w', encoding='utf-8') as f:
        f.write(text)


def count(lines):
    n = 0
    for line in lines:
        n += len(line)
    return n


def by_readline(f):
    n = 0
    while line := f.readline():
        n += len(line)
    return n


def by_pieces(f, size):
    n = 0
    while piece := f.read(size):
        n += len(piece)
    return n


def of(name, use, *args, mode='r', **options):
    if 'b' not in mode:
        options['encoding'] = 'utf-8'
    with open(PATHS[name], mode, **options) as f:
        return use(f, *args)


def write_all(f, pieces):
    for piece in pieces:
        f.write(piece)
    return f.tell()


BYTE_LINES = DATA.splitlines(True)

CASES = {
    'text: for line in f': lambda: of('plain', count),
    'text: for line in f, accents': lambda: of('accents', count),
    'text: for line in f, any newline': lambda: of('plain', count, newline=''),
    'text: readline': lambda: of('plain', by_readline),
    'text: read()': lambda: sum(len(of('plain', lambda f: f.read())) for _ in range(5)),
    'text: read(), accents': lambda: sum(len(of('accents', lambda f: f.read())) for _ in range(5)),
    'text: read(100)': lambda: of('plain', by_pieces, 100),
    'text: readlines()': lambda: len(of('plain', lambda f: f.readlines())),
    'text: write(line)': lambda: of('out', write_all, LINES, mode='w'),
    'text: print(line)': lambda: of('out', lambda f: [print(n, 'and', n, file=f) for n in range(20000)] and f.tell(), mode='w'),
    'text: write(all)': lambda: of('out', write_all, [TEXT] * 5, mode='w'),
    'bytes: for line in f': lambda: of('plain', count, mode='rb'),
    'bytes: readline': lambda: of('plain', by_readline, mode='rb'),
    'bytes: read(100)': lambda: of('plain', by_pieces, 100, mode='rb'),
    'bytes: write(line)': lambda: of('out', write_all, BYTE_LINES, mode='wb'),
    'TextIOWrapper over BytesIO': lambda: count(io.TextIOWrapper(io.BytesIO(DATA), 'utf-8')),
    'StringIO: for line': lambda: count(io.StringIO(TEXT)),
    'StringIO: for line, any newline': lambda: count(io.StringIO(TEXT, newline='')),
    'StringIO: readline': lambda: by_readline(io.StringIO(TEXT)),
    'StringIO: read(100)': lambda: by_pieces(io.StringIO(TEXT), 100),
    'StringIO: write(line)': lambda: write_all(io.StringIO(), LINES),
    'BytesIO: for line': lambda: count(io.BytesIO(DATA)),
    'BytesIO: readline': lambda: by_readline(io.BytesIO(DATA)),
    'BytesIO: read(100)': lambda: by_pieces(io.BytesIO(DATA), 100),
    'BytesIO: write(line)': lambda: write_all(io.BytesIO(), BYTE_LINES),
}
