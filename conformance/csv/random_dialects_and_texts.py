# Random dialects over random lines and rows: what is read, what is written, and every error on the way.
import csv
import io
import random
import zlib

CASES = 1000
random.seed(2026)
SIGNS = [',', ';', '\t', ' ', '"', "'", '\\', '\n', '\r', 'a', '1', '.', '\0', 'é', '\U0001f600', '-', 'x']
MARKS = SIGNS + [None, None, '"', ',', '"', ',']


def some_dialect():
    options = {}
    for name in ('delimiter', 'escapechar', 'quotechar'):
        if random.random() < 0.5:
            options[name] = random.choice(MARKS)
    for name in ('doublequote', 'skipinitialspace', 'strict'):
        if random.random() < 0.5:
            options[name] = random.random() < 0.5
    if random.random() < 0.7:
        options['quoting'] = random.randrange(6)
    if random.random() < 0.3:
        options['lineterminator'] = random.choice(['\n', '\r\n', '', 'x', '|a|', '\U0001f600\n', '"'])
    return options


def some_text(marks, n):
    signs = [c for c in marks if c is not None] * 3 + SIGNS
    return ''.join(random.choice(signs) for _ in range(random.randrange(n)))


class Named:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


class Number(Named):
    def __int__(self):
        return 1


class Text(str):
    def __str__(self):
        return 'another text'


def some_field(marks):
    kind = random.randrange(12)
    text = some_text(marks, 8)
    if kind < 6:
        return text
    return [None, 7, -2.5, True, 1 + 2j, Named(text), Number(text), Text(text), 10**25, b'x'][kind - 2]


def outcome(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e), type(e.__context__)


def read(lines, options):
    records = []
    reader = csv.reader(iter(lines), **options)
    while True:
        try:
            records.append(next(reader))
        except (csv.Error, ValueError) as e:
            records.append((type(e).__name__, str(e), type(e.__context__)))
        except StopIteration:
            return records, reader.line_num


def write(rows, options):
    out = io.StringIO(newline='')
    writer = csv.writer(out, **options)
    answers = [outcome(writer.writerow, row) for row in rows]
    return out.getvalue(), answers


def back(rows, options):
    """What is written is read again, by lines of its own and of another cut."""
    text = write(rows, options)[0]
    pieces = [text[i : i + 7] for i in range(0, len(text), 7)]
    return [outcome(read, lines, options) for lines in (text.splitlines(True), pieces, io.StringIO(text, newline=''))]


results = []
good = 0
for case in range(CASES):
    options = some_dialect()
    made = outcome(lambda: csv.reader([], **options).dialect)
    if isinstance(made, tuple):
        results.append(made)
    else:
        good += 1
        marks = [made.delimiter, made.quotechar, made.escapechar]
        csv.field_size_limit(random.choice([131072, 131072, 131072, 5]))
        lines = [some_text(marks, 20) + random.choice(['\n', '\r\n', '', '\r']) for _ in range(random.randrange(6))]
        rows = [[some_field(marks) for _ in range(random.randrange(5))] for _ in range(3)]
        given = random.choice([list, tuple, iter, lambda row: (field for field in row)])
        results.append((outcome(read, lines, options), outcome(write, [given(row) for row in rows], options)))
        results.append(outcome(back, rows, options))
    if case % 50 == 49:
        print(case, good, zlib.crc32(repr(results).encode('utf-8', 'surrogatepass')))
        results.clear()
