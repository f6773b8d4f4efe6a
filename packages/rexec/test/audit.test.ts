import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../src/audit/event.js';
import { printable } from '../src/audit/printable.js';
import { parse, verify } from '../src/audit/record.js';
import { JsonLinesSink, MemorySink } from '../src/audit/sinks.js';

const event = (seq: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  seq,
  cell: 'main',
  event: 'open',
  args: ['/etc/passwd', 0, 2n ** 70n, Uint8Array.of(1, 255), '\ud800'],
  decision: 'deny',
  rule: 'files (default)',
  filename: 'x.py',
  line: 3,
  fuel: 100,
  ...more,
});

function log(n: number): string[] {
  const lines: string[] = [];
  const sink = new JsonLinesSink((line) => lines.push(line.trimEnd()));
  for (let i = 1; i <= n; i++) sink.write(event(i));
  return lines;
}

describe('the audit log', () => {
  test('verifies as it was written, and can be read back', () => {
    const lines = log(5);
    expect(verify(lines)).toMatchObject({ ok: true, records: 5 });
    expect(parse(lines[2]!)).toMatchObject({
      seq: 3,
      event: 'open',
      args: ['/etc/passwd', 0, { int: `${2n ** 70n}` }, { bytes: '01ff' }, { str: '\\ud800' }],
    });
  });

  test('a record that is changed, taken out, put in, moved or doubled breaks the chain', () => {
    const lines = log(5);
    const broken = (change: (l: string[]) => void) => {
      const copy = [...lines];
      change(copy);
      return verify(copy);
    };
    expect(
      broken((l) => {
        l[2] = l[2]!.replace('deny', 'allow');
      }),
    ).toMatchObject({ ok: false, line: 3 });
    expect(broken((l) => l.splice(1, 1))).toMatchObject({ ok: false, line: 2 });
    expect(broken((l) => l.splice(1, 0, l[0]!))).toMatchObject({ ok: false, line: 2 });
    expect(broken((l) => l.reverse())).toMatchObject({ ok: false, line: 1 });
    expect(broken((l) => l.push('{}'))).toMatchObject({ ok: false, line: 6 });
    expect(broken((l) => l.push('not json'))).toMatchObject({ ok: false, line: 6 });
  });

  test('a text with newlines forges no record', () => {
    const lines: string[] = [];
    new JsonLinesSink((line) => lines.push(line)).write(event(1, { args: ['a\n{"seq":2}\n'], filename: 'x\n.py' }));
    expect(lines).toHaveLength(1);
    expect(lines[0]!.trimEnd()).not.toContain('\n');
    expect(verify(lines.map((l) => l.trimEnd()))).toMatchObject({ ok: true, records: 1 });
  });

  test('memory keeps the last ones', () => {
    const sink = new MemorySink(2);
    for (let i = 1; i <= 4; i++) sink.write(event(i));
    expect(sink.events.map((e) => e.seq)).toEqual([3, 4]);
  });
});

describe('text of a program on a terminal', () => {
  test('moves no cursor, changes no direction, hides nothing', () => {
    expect(printable('a\x1b[2J\r\n\u202eb\u200bc\u2028')).toBe('a\\x1b[2J\\r\\n\\u202eb\\u200bc\\u2028');
  });
  test('is cut in the middle', () => {
    expect(printable('x'.repeat(1_000_000), 20).length).toBeLessThan(60);
  });
});
