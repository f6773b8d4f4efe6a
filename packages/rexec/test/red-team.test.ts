/** Attacks on the supervisor from inside a cell, and on the bridge between a program and its host. */
import type { Plain } from '@rexec/python';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../src/audit/event.js';
import { bastion, hostFunction } from '../src/bastion/bastion.js';
import { Cell } from '../src/cell/cell.js';
import { Policy } from '../src/policy/policy.js';
import type { Answer } from '../src/system/asker.js';
import { boundedArgs } from '../src/system/bounded.js';
import { MemoryTree } from '../src/system/memory-tree.js';
import { InnerBudget } from '../src/system/network-calls.js';
import { NetworkFailure } from '../src/system/network-stream.js';
import { Supervisor } from '../src/system/supervisor.js';

const place = { filename: 'x', line: 1, fuel: 1 };
const allow = { decide: () => ({ action: 'allow', rule: 'r', source: '', reason: '' }) as const };

/** How many characters of records were written, and how many records. */
function counting() {
  const seen = { records: 0, size: 0, last: '' };
  const write = (event: AuditEvent) => {
    seen.records++;
    seen.size += JSON.stringify(event, (_k, v) => (typeof v === 'bigint' ? String(v) : v)).length;
    seen.last = event.event;
  };
  return { seen, sink: { write } };
}

describe('the record cannot be made to fill a disk', () => {
  test('a record is small whatever its arguments are', () => {
    let tree: Plain = 'x'.repeat(1000);
    for (let i = 0; i < 6; i++) tree = Array.from({ length: 20 }, () => tree);
    expect(JSON.stringify(boundedArgs([tree, tree, tree])).length).toBeLessThan(20_000);
    expect(JSON.stringify(boundedArgs(Array(16).fill('x'.repeat(600)))).length).toBeLessThan(10_000);
  });

  test('events of the program', () => {
    const { seen, sink } = counting();
    const supervisor = new Supervisor({ policy: allow, sinks: [sink] });
    const args = Array(16).fill('x'.repeat(500));
    for (let i = 0; i < 20_000; i++) supervisor.audit('mine', args, place);
    expect(seen.size).toBeLessThan(60e6);
    expect(seen.last).toBe('rexec.notes');
  });

  test('uses of the host’s things, and looks at folders above mounts', () => {
    for (const body of ['b.x', 'os.stat("/")']) {
      const { seen, sink } = counting();
      const cell = Cell.create({
        policy: {
          extends: 'none',
          modules: { allow: ['os', 'posix', 'stat', 'abc', 'posixpath', 'genericpath', '_collections_abc', 'types'] },
          files: { mounts: [{ at: '/data', memory: '1 MB' }] },
          limits: { fuel: 1e12, time: 'unlimited', effects: 1000 },
        },
        sinks: [sink],
      });
      cell.set('b', bastion({ x: 1 }, { readable: ['x'] }));
      const r = cell.runSync(`import os\nfor i in range(200_000): ${body}`);
      expect(r).toMatchObject({ status: 'limit', error: { limit: 'effects' } });
      expect(seen.records).toBeLessThan(110_000);
    }
  });
});

describe('an answer that comes when the cell has ended', () => {
  test('allows nothing', async () => {
    for (const end of ['limit', 'dispose'] as const) {
      let answer: ((a: Answer) => void) | undefined;
      const tree = new MemoryTree();
      const cell = Cell.create({
        policy: {
          extends: 'pure',
          files: { ask: ['/t/**'], mounts: [] },
          modules: { allow: ['*'] },
          limits: { time: '600 s' },
        },
        files: { '/t': { tree, access: 'write' } },
        ask: {
          ask: () =>
            new Promise<Answer>((resolve) => {
              answer = resolve;
            }),
        },
      });
      const ran = cell.run('open("/t/a", "w").write("x")');
      while (answer === undefined) await new Promise((resolve) => setImmediate(resolve));
      // Time in which a question is open does not count, so the limit is the host's word here.
      if (end === 'dispose') cell.dispose();
      else (cell as unknown as { options: { onEnded(message: string): void } }).options.onEnded('time');
      answer({ allow: true, reason: 'asked: once' });
      expect(await ran).toMatchObject({ status: 'limit', error: { limit: 'stopped' } });
      await new Promise((resolve) => setImmediate(resolve));
      expect(tree.list([])).toEqual([]);
    }
  });

  test('leaves no file open', async () => {
    let open: (() => void) | undefined;
    let closed = 0;
    const handle = { read: () => new Uint8Array(0), stat: () => ({}) as never, close: () => void closed++ };
    const tree = {
      stat: () => ({}) as never,
      list: () => [],
      open: () =>
        new Promise<typeof handle>((resolve) => {
          open = () => resolve(handle);
        }),
    };
    const supervisor = new Supervisor({ policy: allow, mounts: [{ at: '/', tree }] });
    const answer = supervisor.call({ name: 'open', args: ['/a', 0, 0], place });
    supervisor.end();
    open!();
    expect(answer.kind).toBe('later');
    expect(await (answer as { promise: Promise<unknown> }).promise).toMatchObject({ kind: 'error' });
    expect(closed).toBe(1);
  });
});

describe('a tree that the host mounts itself', () => {
  test('is under the deny globs of every layer of the policy', () => {
    const one = Policy.from({ extends: 'pure', modules: { allow: ['*'] } });
    const two = Policy.from({ extends: 'pure', modules: { allow: ['*'] }, files: { deny: ['**/secret'] } });
    for (const policy of [two, one.meet(two), two.meet(one)]) {
      const tree = new MemoryTree();
      tree.put('secret', 'x');
      tree.put('open', 'y');
      const cell = Cell.create({ policy, files: { '/t': { tree, access: 'write' } } });
      expect(cell.runSync('print(open("/t/open").read())')).toMatchObject({ stdout: 'y\n' });
      expect(cell.runSync('open("/t/secret")')).toMatchObject({ status: 'refused' });
    }
  });
});

describe('cells inside a cell', () => {
  const outer = {
    extends: 'pure',
    modules: { allow: ['rexec', '_cells'] },
    limits: { cells: 3, memory: '32 MB' },
  } as const;

  test('hold no more in their files than the outer may in its memory', async () => {
    const mounts = (access: string) => `[{'at': f'/m{i}', ${access}} for i in range(20)]`;
    for (const kind of ["'memory': '30 MB'", "'outer': '/o', 'access': 'overlay', 'quota': '30 MB'"]) {
      const policy = { ...outer, files: { mounts: [{ at: '/o', memory: '1 KB' }] } };
      const cell = Cell.create({ policy });
      const r = await cell.run(`
import rexec
class R(rexec.RExec):
    def make_policy(self):
        return {'extends': 'pure', 'modules': {'allow': ['*']}, 'files': {'mounts': ${mounts(kind)}}, 'limits': {'memory': '8 MB'}}
def fill():
    r = R()
    r.r_exec('''
b = bytes(2**20)
n = 0
for i in range(20):
    try:
        with open(f'/m{i}/f', 'wb', buffering=0) as f:
            for k in range(28): n += f.write(b)
    except OSError as e: pass
''')
    n = r.r_eval('n')
    r.close()
    return n
print(fill() >> 20, fill() >> 20)
`);
      const held = r.stdout.trim().split(' ').map(Number);
      expect([r.status, r.error?.message]).toEqual(['ok', undefined]);
      for (const n of held) expect(n).toBeLessThanOrEqual(33);
      // What the first held is given back.
      expect(held[1]).toBe(held[0]);
      cell.dispose();
    }
  });

  test('use up the network of the outer one', () => {
    const outer = { connections: 3, bytes: 100 };
    const one = new InnerBudget({ connections: 2, bytes: Number.POSITIVE_INFINITY }, outer);
    const two = new InnerBudget({ connections: 2, bytes: 50 }, one);
    one.bytes -= 60;
    expect([outer.bytes, two.bytes]).toEqual([40, 40]);
    two.bytes -= 30;
    expect([outer.bytes, one.bytes, two.bytes]).toEqual([10, 10, 10]);
    two.connections--;
    one.connections--;
    expect([outer.connections, one.connections, two.connections]).toEqual([1, 0, 0]);
    const all = { connections: 1, bytes: Number.POSITIVE_INFINITY };
    const free = new InnerBudget({ connections: 1, bytes: Number.POSITIVE_INFINITY }, all);
    free.bytes -= 10;
    expect(free.bytes).toBe(Number.POSITIVE_INFINITY);
  });

  test('have their connections counted with those of the outer one', async () => {
    let connects = 0;
    const network = {
      lookup: async () => ['93.184.216.34'],
      connect: async () => {
        connects++;
        throw new NetworkFailure(111, 'Connection refused');
      },
      datagrams: async () => {
        throw new NetworkFailure(111, 'Connection refused');
      },
    };
    const policy = {
      extends: 'pure',
      modules: { allow: ['*'] },
      network: { allow: ['tcp://*:*'], connections: 3 },
      limits: { cells: 10 },
    } as const;
    const cell = Cell.create({ policy, network });
    const r = await cell.run(`
import rexec
class R(rexec.RExec):
    def make_policy(self):
        return {'extends': 'pure', 'modules': {'allow': ['*']}, 'network': {'allow': ['tcp://*:*'], 'connections': 3}}
for i in range(4):
    r = R()
    r.r_exec('''
import socket
for k in range(3):
    s = socket.socket()
    try: s.connect(('93.184.216.34', 80))
    except OSError as e: pass
    s.close()
''')
    r.close()
`);
    expect([r.status, r.error?.message]).toEqual(['ok', undefined]);
    expect(connects).toBe(3);
    cell.dispose();
  });

  test('have policies of a bounded size', async () => {
    const cell = Cell.create({ policy: outer });
    const r = await cell.run(`
import rexec
class R(rexec.RExec):
    def make_policy(self):
        return {'extends': 'pure', 'files': {'mounts': [{'at': f'/m{i}', 'memory': '1 KB'} for i in range(3000)]}}
try: R()
except (ValueError, OSError) as e: print(type(e).__name__)
`);
    expect(r.stdout).toBe('OSError\n');
  });
});

test('a name of a module with very many dots is looked up in time that goes with its length', () => {
  const policy = Policy.from({ extends: 'pure', modules: { allow: ['json', 'a.*.b'], deny: ['x'] } });
  expect(policy.decide({ kind: 'import', name: `${'a.'.repeat(500_000)}a` }).action).toBe('deny');
  expect(policy.decide({ kind: 'import', name: `json.${'a.'.repeat(500_000)}a` }).action).toBe('deny');
});

describe('the bridge', () => {
  test('a run cannot begin in the middle of another', async () => {
    const cell = Cell.create({ policy: 'pure' });
    const said: unknown[] = [];
    const attempt = (body: () => unknown) => {
      try {
        body();
      } catch (e) {
        said.push((e as Error).message);
      }
    };
    cell.set(
      'f',
      hostFunction(() => {
        attempt(() => cell.runSync('x = 2'));
        attempt(() => void cell.run('x = 3'));
        attempt(() => void cell.call('g'));
        return 1;
      }),
    );
    cell.set(
      'later',
      hostFunction(async () => {
        await Promise.resolve();
        attempt(() => void cell.run('x = 4'));
        return 2;
      }),
    );
    expect(await cell.run('x = 1\na = f()\nb = later()\nprint(a, b, x)')).toMatchObject({ stdout: '1 2 1\n' });
    expect(said).toEqual(Array(4).fill('the cell is running'));
    expect(await cell.run('print(x)')).toMatchObject({ stdout: '1\n' });
  });

  test('a cell that was disposed of while it waited is a result', async () => {
    const cell = Cell.create({ policy: 'pure' });
    let answer: (() => void) | undefined;
    cell.set(
      'f',
      hostFunction(
        () =>
          new Promise<void>((resolve) => {
            answer = resolve;
          }),
      ),
    );
    const ran = cell.run('f()\nprint("never")');
    await new Promise((resolve) => setImmediate(resolve));
    cell.dispose();
    answer!();
    expect(await ran).toMatchObject({ status: 'limit', stdout: '', error: { limit: 'stopped' } });
  });

  test('bytes are copies, those of a Buffer too', () => {
    const cell = Cell.create({ policy: 'pure' });
    const buffer = Buffer.from('abc');
    cell.set('b', buffer);
    buffer[0] = 0;
    expect(cell.evaluateSync('b').value).toEqual(new Uint8Array([97, 98, 99]));
  });

  test('what a host function throws, returns or is', async () => {
    const cell = Cell.create({ policy: 'pure' });
    const results: [string, () => unknown][] = [
      // biome-ignore lint/suspicious/noThenProperty: that is the attack
      ['thenable', () => ({ then: () => 1 })],
      ['getter', () => Object.defineProperty({}, 'x', { get: () => 1, enumerable: true })],
      ['function', () => () => 1],
      ['symbol', () => Symbol('x')],
      ['thrown', () => Promise.reject(new Error('secret'))],
      [
        'proxy',
        () =>
          new Proxy(
            {},
            {
              ownKeys: () => {
                throw new Error('secret');
              },
            },
          ),
      ],
      ['error', () => new Error('secret')],
    ];
    for (const [name, fn] of results) cell.set(name, hostFunction(fn));
    for (const [name] of results) {
      const r = await cell.run(`try: print(${name}())\nexcept (TypeError, RuntimeError) as e: print('no')`);
      expect(r).toMatchObject({ status: 'ok', stdout: 'no\n' });
      expect(JSON.stringify(r)).not.toContain('secret');
    }
  });
});
