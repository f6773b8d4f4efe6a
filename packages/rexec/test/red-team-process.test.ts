/**
 * A cell's process that was taken over: it may send any bytes at any time. The process here is a pipe that the test writes
 * to, so that every message can be tried. Whatever it sends ends its own cell, and nothing else of the host's.
 */
import { EventEmitter } from 'node:events';
import { Duplex, duplexPair } from 'node:stream';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bastion, hostFunction } from '../src/bastion/bastion.js';
import type { CellSettings } from '../src/cell/settings.js';
import { ProcessCell, type ProcessSystem } from '../src/node/process-cell.js';
import { PromisedAnswer } from '../src/system/later.js';
import { decode, encode, Messages, Tagged, WireError, type WireValue } from '../src/system/wire.js';

class FakeProcess extends EventEmitter {
  readonly stdio: unknown[];
  killed = false;
  constructor(pipe: Duplex) {
    super();
    this.stdio = [null, null, null, pipe];
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

let far: Duplex;
let process_: FakeProcess;
/** The pipe that the supervisor is given: by default one that the far end reads. */
let makePipe: () => Duplex;

vi.mock('node:child_process', () => ({
  spawn: () => {
    process_ = new FakeProcess(makePipe());
    return process_;
  },
}));

function pair(): Duplex {
  const [near, other] = duplexPair();
  far = other;
  other.on('data', () => {});
  other.on('error', () => {});
  return near;
}

const settings: CellSettings = {
  limits: { time: 600_000, memory: 64 * 2 ** 20, output: 1000 },
  argv: [''],
  clock: { mode: 'none' },
  entropy: { mode: 'none' },
};
const nothing: ProcessSystem = { call: () => ({ kind: 'value', value: null }) };

const cells: ProcessCell[] = [];
afterEach(() => {
  for (const cell of cells.splice(0)) cell.dispose();
});

function start(system: ProcessSystem = nothing): ProcessCell {
  makePipe = pair;
  const cell = ProcessCell.create({ settings, system });
  cells.push(cell);
  return cell;
}

function underPolicy(): ProcessCell {
  makePipe = pair;
  const files = [{ at: '/tmp', memory: '1 MB' }];
  const cell = ProcessCell.create({
    policy: {
      extends: 'pure',
      files: { mounts: files },
      limits: { time: '600 s', cells: 2 },
      console: { input: 'allow' },
    },
    readline: () => 'line\n',
  });
  cell.set(
    'f',
    hostFunction((x: unknown) => x, { name: 'f' }),
  );
  cell.set('b', bastion({ size: 1, grow: (n: number) => n }, { readable: ['size'], writable: ['size'] }));
  cells.push(cell);
  return cell;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function after(cell: ProcessCell, ...messages: WireValue[]) {
  const ran = cell.run('');
  for (const message of messages) far.write(encode(message));
  return await ran;
}

const place = ['x.py', 1, 10] as const;
const usage = [1, 1, 1, 1];
const done = (value: WireValue): WireValue => ['done', ['ok', value, null, null, usage]];
const nested = (depth: number): WireValue => (depth === 0 ? 1 : ['list', nested(depth - 1)]);

describe('messages of a process that was taken over', () => {
  test('a result that cannot be taken ends the cell, not the host', async () => {
    for (const value of [nested(150), ['dict', nested(180)]]) {
      const r = await after(start(), done(value));
      expect(r).toMatchObject({ status: 'error', error: { type: 'ProcessError' } });
    }
    const cell = start();
    const got = cell.get('x');
    far.write(encode(['got', nested(150), true]));
    expect(await got).toBeUndefined();
  });

  test('a small message cannot become a gigabyte', () => {
    for (const empty of [[], new Map(), new Set(), new Uint8Array(0), '']) {
      const one = encode(empty as WireValue).subarray(4);
      const bytes = new Uint8Array(5 + one.length * 4_000_000);
      bytes[0] = encode([]).at(4)!;
      new DataView(bytes.buffer).setUint32(1, 4_000_000, true);
      for (let at = 5; at < bytes.length; at += one.length) bytes.set(one, at);
      const before = process.memoryUsage();
      expect(() => decode(bytes, { plain: true, memory: 64 * 2 ** 20 })).toThrow(WireError);
      const now = process.memoryUsage();
      expect(now.heapUsed + now.external - before.heapUsed - before.external).toBeLessThan(200 * 2 ** 20);
    }
  });

  test('what is not plain is no message of a cell', async () => {
    for (const value of [new Map(), new Set(), new Date(0), new Tagged('x', 1)]) {
      expect((await after(start(), done(value))).error?.type).toBe('ProcessError');
      const audited: unknown[] = [];
      const system: ProcessSystem = { ...nothing, audit: (...args) => audited.push(args) };
      expect((await after(start(system), ['audit', 'x', [value], ...place])).error?.type).toBe('ProcessError');
      expect(audited).toEqual([]);
    }
  });

  test('answers that nobody reads are not piled up', async () => {
    const big = new Uint8Array(2 ** 20);
    let calls = 0;
    let held = 0;
    makePipe = () =>
      new Duplex({
        read() {},
        // Nobody reads at the other end.
        write(chunk: Uint8Array, _e, _done) {
          held += chunk.length;
        },
      });
    const cell = ProcessCell.create({
      settings,
      system: {
        call: () => {
          calls++;
          return { kind: 'value', value: big };
        },
      },
    });
    cells.push(cell);
    const ran = cell.run('');
    const call = encode(['call', 'read', [3, 2 ** 20], ...place]);
    (process_.stdio[3] as Duplex).push(Buffer.concat(Array.from({ length: 1000 }, () => call)));
    expect((await ran).error?.type).toBe('ProcessError');
    expect(calls).toBeLessThan(3);
    expect(held).toBeLessThan(3 * 2 ** 20);
  });

  test('one call at a time: another, or a result, while its answer is not there ends the cell', async () => {
    let calls = 0;
    let answer: (() => void) | undefined;
    const system: ProcessSystem = {
      call: () => {
        calls++;
        return new PromisedAnswer(
          new Promise((resolve) => {
            answer = () => resolve({ kind: 'value', value: 1 });
          }),
        );
      },
    };
    const call: WireValue = ['call', 'sleep', [1], ...place];
    for (const second of [call, done(1), ['out', 'stdout', 'x'], ['got', 1, true]] as WireValue[]) {
      calls = 0;
      const r = await after(start(system), call, second);
      expect(r.error?.type).toBe('ProcessError');
      expect(calls).toBe(1);
      // The answer comes when the cell is gone: nothing is sent, nothing is thrown.
      answer!();
      await settled();
    }
  });

  test('a message before anything was asked, or after the result', async () => {
    const cell = start();
    far.write(encode(done(1)));
    await settled();
    expect((await cell.run('')).error?.type).toBe('ProcessError');
    const other = start();
    expect((await after(other, done(1), done(2))).value).toBe(1);
    await settled();
    expect((await other.run('')).error?.type).toBe('ProcessError');
  });

  test('what a system of the host throws, or rejects with, ends the cell alone', async () => {
    const failing: ProcessSystem = {
      call: () => {
        throw new Error('a bug of the host');
      },
    };
    const call: WireValue = ['call', 'sleep', [1], ...place];
    expect((await after(start(failing), call)).error).toMatchObject({ type: 'ProcessError' });
    const rejecting: ProcessSystem = { call: () => new PromisedAnswer(Promise.reject(new Error('a bug of the host'))) };
    expect((await after(start(rejecting), call)).error).toMatchObject({ type: 'ProcessError' });
    let deep: unknown = 1;
    for (let i = 0; i < 300; i++) deep = [deep];
    const unsendable: ProcessSystem = {
      call: () => new PromisedAnswer(Promise.resolve({ kind: 'value', value: deep as null })),
    };
    expect((await after(start(unsendable), call)).error).toMatchObject({ type: 'ProcessError' });
  });

  test('usage that cannot be counted with', async () => {
    for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY, 1e300, null, '1']) {
      const r = await after(start(), ['done', ['ok', null, null, null, [1, 1, wrong, 1]]]);
      expect(r.error?.type).toBe('ProcessError');
    }
  });

  test('a limit is raised by what is measured here, not by what the process says', async () => {
    makePipe = pair;
    const seen: number[] = [];
    const cell = ProcessCell.create({
      settings,
      system: nothing,
      onLimit: (_limit, used) => {
        seen.push(used.time, used.output);
        return undefined;
      },
    });
    cells.push(cell);
    const ran = cell.run('');
    far.write(encode(['out', 'stdout', 'abc']));
    far.write(encode(['limit', 'time', 1, 599_000, 1, 900]));
    await settled();
    await settled();
    far.write(encode(done(null)));
    const r = await ran;
    expect(r.status).toBe('ok');
    expect(seen[0]).toBeLessThan(598_000);
    expect(seen[1]).toBe(3);
    for (const wrong of [
      ['limit', 'time', Number.NaN, 1, 1, 1],
      ['limit', '__proto__', -1, 1, 1, 1],
      ['used', 1],
    ]) {
      expect((await after(start(), wrong)).error?.type).toBe('ProcessError');
    }
  });

  test('nothing is set in a cell that runs', async () => {
    const cell = start();
    const ran = cell.run('');
    expect(() => cell.set('x', 1)).toThrow('the cell is running');
    far.write(encode(done(null)));
    await ran;
  });

  test('pieces of one byte are not kept one by one', () => {
    const messages = new Messages(2 ** 20);
    messages.push(new Uint8Array([0, 0, 16, 0]));
    for (let i = 0; i < 200_000; i++) messages.push(new Uint8Array(1));
    expect((messages as unknown as { parts: unknown[] }).parts.length).toBeLessThan(40);
  });
});

// -- any messages ----------------------------------------------------------------------------------------------------------

const scalar: fc.Arbitrary<WireValue> = fc.oneof(
  fc.constantFrom<WireValue>(
    null,
    true,
    false,
    Number.NaN,
    -0,
    2 ** 31,
    2 ** 53,
    1e308,
    -1,
    0,
    1,
    2,
    3,
    2n ** 70n,
    -(2n ** 63n),
  ),
  fc.integer(),
  fc.constantFrom(
    '',
    '\0',
    '/',
    '..',
    '/tmp/a',
    '/tmp/a\0b',
    '__proto__',
    'constructor',
    '\ud800',
    'list',
    'dict',
    'x'.repeat(5000),
  ),
  fc.uint8Array({ maxLength: 20 }),
);
const any: fc.Arbitrary<WireValue> = fc.letrec<{ value: WireValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)),
  ),
})).value;
const tagged = fc.tuple(
  fc.constantFrom('list', 'tuple', 'dict', 'set', 'float', 'host', 'object', 'function', 'bastion'),
  any,
  any,
);
const name = fc.constantFrom(
  ...'import open read write lseek ftruncate fstat fsync isatty close stat access listdir scandir readlink mkdir rmdir'.split(
    ' ',
  ),
  ...'unlink rename link symlink chmod utime truncate chdir getcwd environ process readline socket connect send recv'.split(
    ' ',
  ),
  ...'host_get host_set host_delete host_call cell_make cell_run cell_resume cell_end getaddrinfo sendto poll starttls nope'.split(
    ' ',
  ),
);
const call = fc
  .tuple(name, fc.array(fc.oneof(scalar, tagged, any), { maxLength: 5 }))
  .map(([n, args]): WireValue => ['call', n, args, ...place]);
/** Calls that are well formed, so that they reach their handlers. */
const good = fc
  .tuple(
    fc.constantFrom('open', 'stat', 'listdir', 'mkdir', 'unlink', 'rename', 'symlink', 'chdir', 'truncate'),
    fc.nat(5),
  )
  .map(([n, i]): WireValue => {
    const paths = ['/tmp', '/tmp/a', '/tmp/a/b', 'a/../../x', '/', '/tmp/\ud800'];
    const path = paths[i]!;
    const args: Record<string, WireValue[]> = {
      open: [path, 0o102, 0o666],
      stat: [path, true],
      mkdir: [path, 0o777],
      rename: [path, '/tmp/c', true],
      symlink: ['/tmp/a', path],
      truncate: [path, 2 ** 19],
    };
    return ['call', n, args[n] ?? [path], ...place];
  });
const message: fc.Arbitrary<WireValue> = fc.oneof(
  { weight: 4, arbitrary: call },
  { weight: 4, arbitrary: good },
  fc.tuple(fc.constant('audit'), any, any, any, any, any),
  fc.tuple(
    fc.constant('audit'),
    fc.constantFrom('open', 'rexec.ask', 'x'),
    fc.array(any),
    ...place.map((p) => fc.constant(p)),
  ),
  fc.tuple(fc.constantFrom('out', 'got', 'done', 'call', 'used', 'limit'), any, any, any, any, any),
  any,
) as fc.Arbitrary<WireValue>;

describe('any messages', () => {
  const thrown: unknown[] = [];
  const note = (e: unknown) => thrown.push(e);

  async function feed(pieces: readonly Uint8Array[]): Promise<void> {
    const cell = underPolicy();
    const ran = cell.run('');
    for (const piece of pieces) {
      far.write(piece);
      if (process_.killed) break;
      await settled();
    }
    await settled();
    cell.dispose();
    const r = await ran;
    expect(['ok', 'error', 'refused', 'limit']).toContain(r.status);
  }

  async function watched(body: () => Promise<void>): Promise<void> {
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
    try {
      await body();
      await settled();
    } finally {
      process.off('uncaughtException', note);
      process.off('unhandledRejection', note);
    }
    expect(thrown).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  }

  test('of any values', () =>
    watched(() =>
      fc.assert(
        fc.asyncProperty(fc.array(message, { maxLength: 8 }), (messages) => feed(messages.map((m) => encode(m)))),
        { numRuns: 300 },
      ),
    ));

  test('of any bytes, and of messages with bytes changed', () =>
    watched(() =>
      fc.assert(
        fc.asyncProperty(
          fc.array(message, { minLength: 1, maxLength: 4 }),
          fc.nat(),
          fc.nat(255),
          async (messages, at, byte) => {
            const all = Buffer.concat(messages.map((m) => encode(m)));
            all[at % all.length] = byte;
            await feed([all.subarray(0, at % all.length), all.subarray(at % all.length)]);
          },
        ),
        { numRuns: 300 },
      ),
    ));
});
