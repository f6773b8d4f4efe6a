# Tables of about 1 MB. A case answers a checksum.
import csv
import io

ROWS = [[i, f'name {i}', i * 1.5, f'a "quoted" text, {i}', 'plain'] for i in range(20000)]


def write():
    out = io.StringIO()
    csv.writer(out).writerows(ROWS)
    return out.getvalue()


TEXT = write()

CASES = {
    'read': lambda: sum(len(row) for row in csv.reader(io.StringIO(TEXT, newline=''))),
    'write': lambda: len(write()),
}
