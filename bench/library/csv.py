# Tables of about 1 MB. A case answers a checksum.
import csv
import io

ROWS = [[i, f'name {i}', i * 1.5, f'a "quoted" text, {i}', 'plain'] for i in range(20000)]
NAMES = ['id', 'name', 'value', 'text', 'kind']


def write(**options):
    out = io.StringIO()
    csv.writer(out, **options).writerows(ROWS)
    return out.getvalue()


def write_dicts():
    out = io.StringIO()
    writer = csv.DictWriter(out, NAMES)
    writer.writeheader()
    for row in DICTS:
        writer.writerow(row)
    return len(out.getvalue())


def count(rows):
    n = 0
    for row in rows:
        n += len(row)
    return n


TEXT = write()
LINES = TEXT.splitlines(True)
DICTS = [dict(zip(NAMES, row)) for row in ROWS[:5000]]

CASES = {
    'read': lambda: count(csv.reader(io.StringIO(TEXT, newline=''))),
    'read lines of a generator': lambda: count(csv.reader(line for line in LINES)),
    'read dicts': lambda: count(csv.DictReader(LINES[:5000], NAMES)),
    'write': lambda: len(write()),
    'write quotes': lambda: len(write(quoting=csv.QUOTE_ALL)),
    'write dicts': write_dicts,
}
