// Cells with cells inside them as bytes: what is kept, what is refused.
import { describe, expect, test } from 'vitest';
import { type AuditEvent, Cell, type PolicyDocument, ProcessCell, type RunResult } from '../src/index.js';

const OUTER: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['rexec', 'Bastion', '_cells', 'os'] },
  files: { mounts: [{ at: '/data', memory: '1 MB' }] },
  clock: { mode: 'virtual', at: '2026-01-01T00:00:00Z' },
  entropy: { mode: 'seeded', seed: 7 },
  limits: { cells: 20, fuel: 30_000_000, memory: '512 MB' },
};

const said = (r: RunResult) => r.stdout + (r.status === 'ok' ? '' : `${r.error!.limit ?? r.error!.traceback}`);

/**
 * Runs a program to its end, and again from a snapshot and from a fork at each of its calls of `mark()`: output, fuel and
 * record must be the same.
 */
async function everywhere(source: string, policy: PolicyDocument = OUTER): Promise<string> {
  const sink = (events: AuditEvent[]) => ({ sinks: [{ write: (e: AuditEvent) => void events.push(e) }] });
  const events: AuditEvent[] = [];
  const cell = Cell.create({ policy, ...sink(events) });
  let step = cell.start(source, { functions: ['mark'] });
  const others: { cell: Cell; events: AuditEvent[] }[] = [];
  while (!step.done) {
    if (step.kind === 'call') {
      const begun = [...events];
      const restored = Cell.restore(cell.snapshot(), { policy, ...sink(begun) });
      others.push({ cell: restored, events: begun });
      step = step.resume(others.length);
    } else step = await step.next();
  }
  const first = step.result!;
  let n = 0;
  for (const other of others) {
    let at = other.cell.step!;
    let k = ++n;
    while (!at.done) at = at.kind === 'call' ? at.resume(k++) : await at.next();
    expect(said(at.result!)).toBe(said(first));
    expect(at.result!.usage.fuel).toBe(first.usage.fuel);
    expect(other.events).toEqual(events);
    other.cell.dispose();
  }
  expect(others.length).toBeGreaterThan(0);
  cell.dispose();
  return said(first);
}

describe('a cell with cells inside it', () => {
  test('that are idle', async () => {
    const out = await everywhere(`
import rexec
a, b = rexec.RExec(), rexec.RExec()
a.r_exec('xs = [1]; xs.append(xs); n = 0')
b.r_exec('def f(n): return n + 1')
mark()
a.r_exec('n += 1; print(xs, xs[1] is xs, n)')
mark()
print(b.r_eval('f(41)'))
b.close()
mark()
c = rexec.RExec()
print(c.r_eval('1'), a.r_eval('n'))
`);
    expect(out).toBe('[1, [...]] True 1\n42\n1 1\n');
  });

  test('that ask the outer program something', async () => {
    const out = await everywhere(`
import rexec
a = rexec.RExec()
main = a.add_module('__main__')
def ask(n):
    return mark() and n * 2
main.ask = ask
a.r_exec('print("begun"); print(sorted([3, 1, 2], key=lambda n: -ask(n)))')
print(a.r_eval('ask(21)'))
`);
    expect(out).toBe('begun\n[3, 2, 1]\n42\n');
  });
});

describe('in processes', () => {
  const SOURCE = `
import rexec
a = rexec.RExec()
main = a.add_module('__main__')
def ask(n):
    return mark() and n * 2
main.ask = ask
b = rexec.RExec()
b.r_exec('import rexec; c = rexec.RExec(); c.r_exec("x = [1]")')
mark()
a.r_exec('print("begun"); print(sorted([3, 1, 2], key=lambda n: -ask(n)))')
print(a.r_eval('ask(21)'), b.r_eval('c.r_eval("x")'))
`;

  test('inner cells are gathered from theirs, and brought back to others', { timeout: 60_000 }, async () => {
    const events: AuditEvent[] = [];
    const cell = ProcessCell.create({ policy: OUTER, sinks: [{ write: (e) => void events.push(e) }] });
    let step = await cell.start(SOURCE, { functions: ['mark'] });
    const snapshots: { bytes: Uint8Array; begun: AuditEvent[] }[] = [];
    while (!step.done) {
      snapshots.push({ bytes: await cell.snapshot(), begun: [...events] });
      step = await step.resume(true);
    }
    expect(said(step.result!)).toBe('begun\n[3, 2, 1]\n42 [1]\n');
    cell.dispose();
    for (const { bytes, begun } of [snapshots[0]!, snapshots[2]!]) {
      const again = await ProcessCell.restore(bytes, { policy: OUTER, sinks: [{ write: (e) => void begun.push(e) }] });
      let at = again.at!;
      while (!at.done) at = await at.resume(true);
      expect(said(at.result!)).toBe(said(step.result!));
      expect(at.result!.usage.fuel).toBe(step.result!.usage.fuel);
      expect(begun).toEqual(events);
      again.dispose();
      const inline = Cell.restore(bytes, { policy: OUTER });
      let here = inline.step!;
      while (!here.done) here = here.resume(true);
      expect(said(here.result!)).toBe(said(step.result!));
      expect(here.result!.usage.fuel).toBe(step.result!.usage.fuel);
    }
  });
});
