// Made-up snapshots of cells with cells inside them: refused, or no more than any program could do.
import { inspectSnapshot, openSnapshot, type Plain, resealed, SnapshotError } from '@rexec/python';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cell, type PolicyDocument } from '../src/index.js';
import { platformInUse } from '../src/system/platform.js';
import { decode, encode, type WireValue } from '../src/system/wire.js';

/** No time passes: what is tested here has other limits. */
const platform = { ...platformInUse(), milliseconds: () => 0 };

const POLICY: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['rexec', '_cells'] },
  files: { mounts: [{ at: '/data', memory: '100 kB' }] },
  limits: { cells: 4, fuel: 3_000_000, memory: '256 MB', effects: 1000 },
};

/** What is kept of an inner cell, in its places. */
const [WANTED, LIMITS, STANDING, CELL, WORLD, PAID] = [0, 1, 2, 3, 4, 6];

type Cells = [made: Plain, cells: Plain[]];
type Record = Plain[];
interface Parts {
  /** What the outer supervisor keeps of inner cells. */
  readonly cells: Cells;
  /** Of the first of them. */
  readonly inner: Record;
}

const mutable = (v: Plain): Plain => (Array.isArray(v) ? v.map(mutable) : v);

/** The part of that name among those of a supervisor. */
function partOf(world: Plain, name: string): Plain[] {
  return (world as Plain[]).find((p) => Array.isArray(p) && p[0] === name) as Plain[];
}

/** The same snapshot with other inner cells. */
function changed(bytes: Uint8Array, change: (parts: Parts) => void): Uint8Array {
  const { host, policy } = inspectSnapshot(bytes);
  const saved = mutable(decode(host, { plain: true }) as Plain) as Plain[];
  const cells = partOf((saved.at(-1) as Plain[])[0]!, 'cells')[1] as unknown as Cells;
  change({ cells, inner: (cells[1][0] as Plain[])[1] as Record });
  return resealed(bytes, { policy, host: encode(saved as WireValue).subarray(4) });
}

let idle: Uint8Array;
let asking: Uint8Array;

beforeAll(() => {
  const cell = Cell.create({ platform, policy: POLICY });
  cell.runSync(`
import rexec
a, b = rexec.RExec(), rexec.RExec()
a.r_exec('x = 1')
b.r_exec('import rexec; c = rexec.RExec(); c.r_exec("y = 2")')
`);
  idle = cell.snapshot();
  cell.start("a.add_module('__main__').ask = lambda: ask()\nprint(a.r_eval('ask() + x'))", { functions: ['ask'] });
  asking = cell.snapshot();
});

const restore = (bytes: Uint8Array) => Cell.restore(bytes, { platform, policy: POLICY });

describe('is refused', () => {
  const cases: [string, (parts: Parts) => void][] = [
    ['numbers that were never given', ({ cells }) => void (cells[0] = 1)],
    ['a number below nothing', ({ cells }) => void (cells[0] = -1)],
    ['the same number twice', ({ cells }) => void cells[1].push(cells[1][1]!)],
    ['another order', ({ cells }) => void cells[1].reverse()],
    ['more than the policy has', ({ cells }) => void fill(cells, 50)],
    ['a thousand of them', ({ cells }) => void fill(cells, 1000)],
    ['no list', ({ cells }) => void (cells[1] = null as never)],
    ['a part that is missing', ({ inner }) => void inner.pop()],
    ['a part too many', ({ inner }) => void inner.push(null)],
    ['a standing of another name', ({ inner }) => void (inner[STANDING] = 'free')],
    ['a run where there is none', ({ inner }) => void (inner[STANDING] = 'running')],
    ['a question where there is none', ({ inner }) => void (inner[STANDING] = 'asking')],
    ['an end without a reason', ({ inner }) => void (inner[STANDING] = 'ended')],
    ['no cell', ({ inner }) => void (inner[CELL] = null)],
    ['bytes that are none', ({ inner }) => void (inner[CELL] = Uint8Array.of(1, 2, 3))],
    ['the outer cell itself', ({ inner }) => void (inner[CELL] = idle)],
    ['bytes that were cut', ({ inner }) => void (inner[CELL] = (inner[CELL] as Uint8Array).slice(0, -9))],
    ['a text for a cell', ({ inner }) => void (inner[CELL] = 'cell')],
    ['memory that was not set aside', ({ inner }) => void ((inner[LIMITS] as Plain[])[2] = 200 * 2 ** 20)],
    ['memory of less than nothing', ({ inner }) => void ((inner[LIMITS] as Plain[])[2] = -1)],
    ['fuel that is no number', ({ inner }) => void ((inner[LIMITS] as Plain[])[0] = Number.NaN)],
    ['more paid for than was spent', ({ inner }) => void ((inner[PAID] as Plain[])[0] = 1e15)],
    ['effects paid for in advance', ({ inner }) => void ((inner[PAID] as Plain[])[1] = 500)],
    ['payment of less than nothing', ({ inner }) => void ((inner[PAID] as Plain[])[0] = -1e9)],
    ['a folder of the host', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = packed(HOST_FOLDER))],
    ['a policy of nonsense', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = ['dict', 'nope', 1])],
    ['a policy of an odd shape', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = 5)],
    ['a policy of bytes', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = new Uint8Array(9))],
    ['a policy without end', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = packed(endless(200_000)))],
    ['a policy too deep', ({ inner }) => void ((inner[WANTED] as Plain[])[0] = deep(120))],
    ['options of an odd shape', ({ inner }) => void ((inner[WANTED] as Plain[])[1] = ['nope'])],
    ['a world of nothing', ({ inner }) => void (inner[WORLD] = null)],
    ['a world of other counts', ({ inner }) => void ((inner[WORLD] as Plain[])[0] = [1, 2, 3])],
    ['cells in cells, nine deep', ({ inner }) => void deeper(inner, 9)],
    ['cells in cells, fifteen deep', ({ inner }) => void deeper(inner, 15)],
    ['cells in cells, more than their cell may have', ({ cells }) => wide(cells)],
  ];

  test.each(cases)('%s', (_name, change) => {
    const bytes = changed(idle, change);
    const began = process.cpuUsage().user;
    let refusal: unknown;
    try {
      restore(bytes);
    } catch (e) {
      refusal = e;
    }
    expect((process.cpuUsage().user - began) / 1000).toBeLessThan(20_000);
    expect(refusal).toBeInstanceOf(SnapshotError);
    expect((refusal as Error).message).not.toMatch(/undefined|not a function|Cannot read|not iterable|call stack/);
  });

  test('an answer for what nobody asked', () => {
    const other = changed(asking, ({ inner }) => void (inner[STANDING] = 'idle'));
    expect(() => restore(other)).toThrow(SnapshotError);
  });
});

describe('what is restored has no more than a program could have', () => {
  test('whatever policy it says that it was made with', async () => {
    const policy = {
      modules: { allow: ['*'] },
      network: { allow: ['tcp://*:*', 'https://*'], private: true },
      files: { mounts: [{ at: '/', outer: '/', access: 'write' }] },
      clock: { mode: 'real' },
      limits: { fuel: 'unlimited', memory: '1000 GB', cells: 1000, effects: 'unlimited' },
    };
    const bytes = changed(idle, ({ inner }) => {
      (inner[WANTED] as Plain[])[0] = packed(policy);
    });
    const cell = restore(bytes);
    const r = await cell.run(`
for code in ('import socket', 'open("/etc/passwd")', 'open("/data/new", "w")'):
    try: a.r_exec(code); print('done')
    except Exception as e: print(type(e).__name__)
print(a.r_eval('x'))
try: a.r_exec('while 1: pass')
except rexec.CellLimit as e: print('inner')
`);
    expect([r.stdout, r.error?.limit]).toEqual(['ImportError\nPermissionError\ndone\n1\n', 'fuel']);
    expect(cell.usage.fuel).toBeLessThan(3_500_000);
  });

  test('limits beyond the outer cell’s are those of the outer cell', async () => {
    const bytes = changed(idle, ({ inner }) => {
      const limits = inner[LIMITS] as Plain[];
      for (const i of [0, 1, 3, 4]) limits[i] = 1e300;
    });
    const cell = restore(bytes);
    expect((await cell.run("a.r_exec('while 1: pass')")).error?.limit).toBe('fuel');
    expect(cell.usage.fuel).toBeLessThan(3_500_000);
  });

  test('a run that is asked about goes on once', async () => {
    const cell = restore(asking);
    expect(cell.step!.resume(41).result!.stdout).toBe('42\n');
    const other = restore(changed(asking, ({ inner }) => void (inner[STANDING] = 'running')));
    // Its question is put again.
    const r = other.step!.resume(41);
    expect(r.result?.status ?? r.kind).toMatch(/ok|error|call/);
  });
});

test('bytes changed by chance, around the cells and in them', () => {
  let state = 4711;
  const random = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  const scratched = (bytes: Uint8Array): Uint8Array => {
    const out = Uint8Array.from(bytes);
    for (let k = 0; k <= random(3); k++) out[random(out.length)] = random(256);
    return out;
  };
  const ends = { refused: 0, ran: 0 };
  for (let i = 0; i < 150; i++) {
    const [from, expression] = i % 3 === 0 ? [asking, ''] : [idle, "(a.r_eval('x'), b.r_eval('c.r_eval(\"y\")'))"];
    const bytes = i % 2 === 0 ? around(from, scratched) : within(from, scratched);
    try {
      const cell = restore(bytes);
      if (cell.step?.kind === 'call') cell.step.resume(1);
      else if (cell.step === null && expression !== '') cell.evaluateSync(expression);
      ends.ran++;
      cell.dispose();
    } catch (e) {
      const name = (e as Error).constructor.name;
      if (!['SnapshotError', 'InternalError', 'LimitError'].includes(name)) throw e;
      ends.refused++;
    }
  }
  expect(ends.refused).toBeGreaterThan(20);
  expect(ends.ran).toBeGreaterThan(5);
});

// -- mischief ----------------------------------------------------------------------------------------------------------------

const HOST_FOLDER = { files: { mounts: [{ at: '/', host: '/', access: 'write' }] } };

function packed(v: unknown): Plain {
  if (Array.isArray(v)) return ['list', ...v.map(packed)];
  if (typeof v !== 'object' || v === null) return v as Plain;
  return ['dict', ...Object.entries(v).flatMap(([key, value]) => [key, packed(value)])];
}

const endless = (n: number) => ({ modules: { allow: Array.from({ length: n }, (_, i) => `m${i}`) } });

function deep(n: number): Plain {
  let out: Plain = 1;
  for (let i = 0; i < n; i++) out = ['list', out];
  return out;
}

function fill(cells: Cells, n: number): void {
  const [, kept] = cells[1][0] as Plain[];
  cells[0] = n;
  cells[1] = Array.from({ length: n }, (_, i) => [i + 1, kept!]);
}

/** The cell holds itself, so many times. */
function deeper(inner: Record, n: number): void {
  const copy = () => mutable(inner) as Record;
  let held = copy();
  for (let i = 0; i < n; i++) {
    const next = copy();
    partOf(next[WORLD]!, 'cells')[1] = [1, [[1, held]]];
    held = next;
  }
  partOf(inner[WORLD]!, 'cells')[1] = [1, [[1, held]]];
}

function wide(cells: Cells): void {
  const inner = (cells[1][1] as Plain[])[1] as Record;
  fill(partOf(inner[WORLD]!, 'cells')[1] as unknown as Cells, 3);
}

function around(bytes: Uint8Array, scratched: (b: Uint8Array) => Uint8Array): Uint8Array {
  const { host, policy } = inspectSnapshot(bytes);
  return resealed(bytes, { policy, host: scratched(host) });
}

/** The machine of an inner cell, under a checksum that is right. */
function within(bytes: Uint8Array, scratched: (b: Uint8Array) => Uint8Array): Uint8Array {
  return changed(bytes, ({ inner }) => {
    const opened = openSnapshot(inner[CELL] as Uint8Array);
    const { policy, host, heap } = opened;
    const other = scratched(opened.bytes);
    other.set(opened.bytes.subarray(0, heap));
    inner[CELL] = resealed({ ...opened, bytes: other }, { policy, host });
  });
}
