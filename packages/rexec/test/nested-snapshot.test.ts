// Cells with cells inside them as bytes: what is kept, what is refused.
import { describe, expect, test } from 'vitest';
import { type AuditEvent, Cell, type PolicyDocument, ProcessCell, type RunResult } from '../src/index.js';
import { platformInUse } from '../src/system/platform.js';

/** No time passes: what is tested here has other limits. */
const platform = { ...platformInUse(), milliseconds: () => 0 };

const OUTER: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['rexec', 'Bastion', '_cells', 'os'] },
  files: { mounts: [{ at: '/data', memory: '1 MB' }] },
  clock: { mode: 'virtual', at: '2026-01-01T00:00:00Z' },
  entropy: { mode: 'seeded', seed: 7 },
  limits: { cells: 20, fuel: 30_000_000, memory: '512 MB', time: 'unlimited' },
};

const said = (r: RunResult) => r.stdout + (r.status === 'ok' ? '' : `${r.error!.limit ?? r.error!.traceback}`);

/**
 * Runs a program to its end, and again from a snapshot and from a fork at each of its calls of `mark()`: output, fuel and
 * record must be the same.
 */
async function everywhere(source: string, policy: PolicyDocument = OUTER): Promise<string> {
  const sink = (events: AuditEvent[]) => ({ sinks: [{ write: (e: AuditEvent) => void events.push(e) }] });
  const events: AuditEvent[] = [];
  const cell = Cell.create({ platform, policy, ...sink(events) });
  let step = cell.start(source, { functions: ['mark'] });
  const others: { cell: Cell; events: AuditEvent[] }[] = [];
  while (!step.done) {
    if (step.kind === 'call') {
      const begun = [...events];
      const restored = Cell.restore(cell.snapshot(), { platform, policy, ...sink(begun) });
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

  test('several deep, the innermost asks through all of them', async () => {
    const out = await everywhere(`
import rexec
a = rexec.RExec()
a.add_module('__main__').ask = lambda n: (mark(), n + 1)[1]
a.r_exec("""
import rexec
b = rexec.RExec()
b.add_module('__main__').ask = lambda n: ask(n) * 10
b.r_exec('''
import rexec
c = rexec.RExec()
c.add_module('__main__').ask = lambda n: ask(n) + 5
c.r_exec('def f(n): return ask(n)')
total = 0
''')
""")
a.r_exec("b.r_exec('total += c.r_eval(\\"f(1) + f(2)\\")')")
mark()
print(a.r_eval("b.r_eval('total')"), a.r_eval("b.r_eval('c.r_eval(\\"f(3)\\")')"))
`);
    expect(out).toBe('60 45\n');
  });

  test('objects behind bastions stay the same objects, on both sides', async () => {
    const out = await everywhere(`
import rexec, Bastion
class Account:
    balance = 0
    def deposit(self, n):
        self.balance += n
        mark()
        return self.balance
account = Account()
b = Bastion.Bastion(account)
a = rexec.RExec()
main = a.add_module('__main__')
main.one, main.two, main.back = b, b, lambda x: x is b
a.r_exec('print(one.deposit(5), two.deposit(7), back(one), back(two))')
a.r_exec('class C: pass\\nc = C(); c.n = 1; d = c')
c = a.r_eval('c')
mark()
c.n = 2
print(account.balance, a.r_eval('d.n'), c)
`);
    expect(out).toMatch(/^5 12 True True\n12 2 <__main__.C object at .*>\n$/);
  });

  test('files of the outer cell that are open inside, without a name too, and files of their own', async () => {
    const out = await everywhere(`
import os, rexec
class R(rexec.RExec):
    def make_policy(self):
        p = super().make_policy()
        mounts = [{'at': '/work', 'outer': '/data', 'access': 'write'}, {'at': '/own', 'memory': '10 kB'}]
        p['files'] = {'mounts': mounts, 'cwd': '/work'}
        return p
a = R()
a.r_exec('''
f = open('a', 'w+'); f.write('one'); f.flush()
g = open('/own/b', 'w+'); g.write('two'); g.flush()
h = open('gone', 'w+'); h.write('three'); h.flush()
''')
os.remove('/data/gone')
os.rename('/data/a', '/data/moved')
mark()
a.r_exec('''
for x in (f, g, h):
    x.write('!'); x.seek(0); print(x.read())
    x.flush()
''')
print(open('/data/moved').read(), os.listdir('/data'))
`);
    expect(out).toBe("one!\ntwo!\nthree!\none! ['moved']\n");
  });

  test('a clock, entropy and the seed of hashes go on inside', async () => {
    const out = await everywhere(`
import rexec
class R(rexec.RExec):
    ok_posix_names = rexec.RExec.ok_posix_names + ('urandom',)
a = R()
a.r_exec('import time, os\\ntime.sleep(5)\\ns = set("abcdef"); os.urandom(3)')
mark()
a.r_exec('print(time.time_ns(), os.urandom(4), s, hash("x"))')
`);
    expect(out).toMatch(/^\d+ b'.*\n$/);
  });

  test('one that a limit has ended', async () => {
    const out = await everywhere(`
import rexec
class Small(rexec.RExec):
    def make_policy(self): return super().make_policy() | {'limits': {'fuel': 100000, 'cells': 5}}
a = Small()
a.r_exec('x = 1')
try: a.r_exec('while 1: pass')
except rexec.CellLimit as e: print(e.limit)
mark()
try: a.r_exec('1')
except rexec.CellLimit as e: print(e)
a.close()
mark()
`);
    expect(out).toMatch(/^fuel\n.*fuel.*\n$/);
  });

  test('an open and an import that the outer program answers', async () => {
    const out = await everywhere(`
import io, rexec
class Mine(rexec.RExec):
    def r_open(self, file, mode='r', buf=-1):
        mark()
        if file == '/made': return io.StringIO('made outside')
        return rexec.RExec.r_open(self, '/data' + file, mode, buf)
    def r_import(self, mname, *args):
        mark()
        if mname == 'time': raise ImportError('no time')
        return rexec.RExec.r_import(self, mname, *args)
with open('/data/a', 'w') as f: f.write('of the outer')
r = Mine()
r.r_exec('f = open("/made")')
mark()
print(r.r_eval('f.read()'), r.r_eval('open("/a").read()'))
for code in ('import time', 'import math'):
    try: r.r_exec(code); print('done')
    except ImportError as e: print(e)
`);
    expect(out).toBe('made outside of the outer\nno time\ndone\n');
  });
});

describe('a snapshot while an inner cell waits', () => {
  const policy: PolicyDocument = { ...OUTER, modules: { allow: ['rexec', '_cells', 'os'], ask: ['json', 'string'] } };
  const SOURCE = `
import rexec
a = rexec.RExec()
a.r_exec('''
import rexec
b = rexec.RExec()
b.r_exec("print('before'); import json; print(json.dumps([1]))")
import string
print(string.digits)
''')
print('after')
`;

  test('the call that it waits for is made again, and the run goes on to the same end', async () => {
    const open: (() => void)[] = [];
    const ask = () =>
      new Promise<'once'>((resolve) => {
        open.push(() => resolve('once'));
      });
    const cell = Cell.create({ platform, policy, ask });
    const step = cell.start(SOURCE);
    expect([step.kind, open.length]).toEqual(['waiting', 1]);
    const bytes = cell.snapshot();
    const fork = cell.fork();
    const asked: string[] = [];
    const again = Cell.restore(bytes, {
      platform,
      policy,
      ask: ({ operation, cell: name }) => {
        asked.push(`${name} ${operation.kind === 'import' ? operation.name : ''}`);
        return 'once';
      },
    });
    const restored = await again.resume();
    expect(said(restored)).toBe('before\n[1]\n0123456789\nafter\n');
    expect(asked).toEqual(['main/1/1 json', 'main/1 string']);
    const finished = async (c: Cell) => {
      let ended = false;
      const run = c.resume().finally(() => {
        ended = true;
      });
      while (!ended) {
        for (const yes of open.splice(0)) yes();
        await new Promise((resolve) => setImmediate(resolve));
      }
      return run;
    };
    const first = await finished(cell);
    expect(said(first)).toBe(said(restored));
    expect(first.usage.fuel).toBe(restored.usage.fuel);
    const forked = await finished(fork);
    expect(said(forked)).toBe(said(restored));
    expect(forked.usage.fuel).toBe(restored.usage.fuel);
  });
});

describe('a fork', () => {
  test('has inner cells of its own', async () => {
    const cell = Cell.create({ platform, policy: OUTER });
    await cell.run(
      'import rexec\na = rexec.RExec()\na.r_exec(\'import rexec; xs = [1]; b = rexec.RExec(); b.r_exec("n = 1")\')',
    );
    const other = cell.fork();
    await other.run('a.r_exec(\'xs.append(2); b.r_exec("n += 5")\')');
    await cell.run("a.r_exec('xs.append(3)')");
    const look = `print(a.r_eval("(xs, b.r_eval('n'))"))`;
    expect(said(await cell.run(look))).toBe('([1, 3], 1)\n');
    expect(said(await other.run(look))).toBe('([1, 2], 6)\n');
    other.dispose();
    expect(said(await cell.run(look))).toBe('([1, 3], 1)\n');
  });
});

describe('what an inner cell has after a restore', () => {
  test('is never more than what the outer cell has now', async () => {
    const cell = Cell.create({ platform, policy: OUTER });
    await cell.run(`
import rexec
class R(rexec.RExec):
    def make_policy(self):
        p = super().make_policy()
        p['files'] = {'mounts': [{'at': '/', 'outer': '/', 'access': 'write'}]}
        return p
with open('/data/a', 'w') as f: f.write('x' * 10)
a = R()
a.r_exec('f = open("/data/a", "r+")')
`);
    const bytes = cell.snapshot();
    const policy: PolicyDocument = {
      ...OUTER,
      modules: { allow: ['rexec', 'Bastion', '_cells'] },
      files: { mounts: [{ at: '/data', memory: '1 MB' }], deny: ['/data/**'] },
    };
    const again = Cell.restore(bytes, { platform, policy });
    const out = await again.run(`
for code in ('f.seek(0); f.read()', 'open("/data/a")', 'import os; os.stat("/data/a")'):
    try: a.r_exec(code); print('had')
    except Exception as e: print(type(e).__name__)
`);
    expect(said(out)).toBe('OSError\nPermissionError\nPermissionError\n');
    const { cells: _, ...limits } = OUTER.limits!;
    expect(() => Cell.restore(bytes, { platform, policy: { ...OUTER, limits } })).toThrow(
      'a cell inside the cell cannot be restored: too many cells: limits.cells is 0',
    );
  });

  test('counts: cells, memory that is set aside, fuel', async () => {
    const policy: PolicyDocument = { ...OUTER, limits: { cells: 2, fuel: 3_000_000, memory: '256 MB' } };
    const cell = Cell.create({ platform, policy });
    await cell.run(`
import rexec
class Big(rexec.RExec):
    def make_policy(self): return super().make_policy() | {'limits': {'memory': '200 MB'}}
a, b = Big(), rexec.RExec()
`);
    const restored = Cell.restore(cell.snapshot(), { platform, policy });
    expect(said(await restored.run('try: rexec.RExec()\nexcept RuntimeError as e: print(e)'))).toBe(
      'too many cells: limits.cells is 2\n',
    );
    expect(said(await restored.run('a.close(); a = Big(); b.close(); print(1)'))).toBe('1\n');
    const again = Cell.restore(restored.snapshot(), { platform, policy });
    expect((await again.run('Big()')).error?.limit).toBe('memory');
    const last = Cell.restore(restored.snapshot(), { platform, policy });
    expect((await last.run("a.r_exec('while 1: pass')")).error?.limit).toBe('fuel');
    expect(last.usage.fuel).toBeLessThan(3_200_000);
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

  test('inner cells are gathered from theirs, and brought back to others', async () => {
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
      const inline = Cell.restore(bytes, { platform, policy: OUTER });
      let here = inline.step!;
      while (!here.done) here = here.resume(true);
      expect(said(here.result!)).toBe(said(step.result!));
      expect(here.result!.usage.fuel).toBe(step.result!.usage.fuel);
    }
  });
});
