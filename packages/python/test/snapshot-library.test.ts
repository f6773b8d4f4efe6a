/** Snapshots while decimals, compression and parsers are under way: each program goes on as if nothing had been. */
import { expect, test } from 'vitest';
import { Program, seeded } from './snapshot-support.js';

function both(source: string, span: number) {
  const random = seeded(7);
  const plain = new Program().run(source);
  const cut = new Program(() => 1 + Math.floor(random() * span)).run(source);
  expect(plain.stderr).toBe('');
  expect(cut.snapshots).toBeGreaterThan(3);
  expect({ stdout: cut.stdout, stderr: cut.stderr, ended: cut.ended }).toEqual({
    stdout: plain.stdout,
    stderr: plain.stderr,
    ended: plain.ended,
  });
  return plain.stdout;
}

test('decimals and their contexts', () => {
  const out = both(
    `
from _decimal_core import *
total = Decimal(0)
flags = getcontext().flags
with localcontext(prec=9) as c:
    for i in range(1, 60):
        total += Decimal(i) / 7
    print(total, c.flags[Inexact], flags[Inexact])
print(getcontext(), Decimal('-0E-5'), Decimal('NaN12'), Decimal('-Infinity'))
`,
    300,
  );
  expect(out).toContain('True False');
});

test('streams of zlib', () => {
  const out = both(
    `
import zlib
text = b''.join(b'%d and %d, ' % (i, i * i) for i in range(800))
c = zlib.compressobj(wbits=31)
packed = b''
for i in range(0, len(text), 1000):
    packed += c.compress(text[i:i + 1000])
packed += c.flush()
d = zlib.decompressobj(31)
out = []
rest = packed + b'rest'
while not d.eof:
    out.append(d.decompress(rest[:100], 150))
    rest = d.unconsumed_tail + rest[100:]
print(b''.join(out) == text, d.unused_data + rest, len(packed) < len(text) // 2)
`,
    400,
  );
  expect(out).toBe("True b'restrest' True\n");
});

test('rows of csv, in the middle of a field', () => {
  const out = both(
    `
from _csv import reader, writer, register_dialect, field_size_limit
register_dialect('semicolon', delimiter=';', escapechar='!')
field_size_limit(5000)
class Lines:
    def __init__(self, n): self.left = n
    def __iter__(self): return self
    def __next__(self):
        if not self.left: raise StopIteration
        self.left -= 1
        return f'{self.left};"text ""{self.left}\\n' if self.left % 3 == 2 else f'more!"\\n' if self.left % 3 else 'end";x\\n'
class Out:
    text = ''
    def write(self, line): self.text += line
class Field:
    def __str__(self): return 'a;b'
rows = list(reader(Lines(60), 'semicolon'))
out = Out()
writer(out, 'semicolon').writerows([Field(), *row] for row in rows)
print(len(rows), rows[0], rows[-1], out.text[-40:], field_size_limit())
`,
    120,
  );
  expect(out).toContain('20 [');
});
