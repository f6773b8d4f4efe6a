// Cells as bytes: what is kept, what is refused, two cells from one.
import { InternalError, inspectSnapshot, resealed, SnapshotError } from '@rexec/python';
import { describe, expect, test } from 'vitest';
import { bastion, Cell, hostFunction, type PolicyDocument } from '../src/index.js';

const files: PolicyDocument = {
  extends: 'pure',
  files: { mounts: [{ at: '/tmp', memory: '1 MB' }] },
};

describe('a cell as bytes', () => {
  test('between runs', () => {
    const cell = Cell.create();
    cell.runSync('x = [1, 2]; x.append(x)');
    const again = Cell.restore(cell.snapshot());
    expect(again.runSync('print(x, x[2] is x)').stdout).toBe('[1, 2, [...]] True\n');
    expect(again.usage.fuel).toBe(cell.runSync('print(x, x[2] is x)').usage.fuel);
  });

  test('records that share their keys', () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.runSync(`import json, pickle
records = json.loads('[' + ', '.join('{"a": %d, "b": [%d]}' % (i, i) for i in range(20)) + ']')
more = pickle.loads(pickle.dumps(records))`);
    const program = 'records[3]["c"] = 1; del more[4]["a"]; print(records[2:5], more[3:6], records[9] == more[9])';
    const expected = cell.fork().runSync(program).stdout;
    expect(expected).toBe(
      "[{'a': 2, 'b': [2]}, {'a': 3, 'b': [3], 'c': 1}, {'a': 4, 'b': [4]}] " +
        "[{'a': 3, 'b': [3]}, {'b': [4]}, {'a': 5, 'b': [5]}] True\n",
    );
    expect(Cell.restore(cell.snapshot(), { policy: 'pure' }).runSync(program).stdout).toBe(expected);
    expect(cell.runSync(program).stdout).toBe(expected);
  });

  test('at a call that is the host’s to answer', () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.start('print("before")\nprint(sorted([3, 1, 2], key=lambda n: ask(n)))', { functions: ['ask'] });
    let bytes = cell.snapshot();
    for (let i = 0; ; i++) {
      const at = Cell.restore(bytes, { policy: 'pure' });
      expect(at.step!.call).toMatchObject({ function: 'ask', args: [[3, 1, 2][i]], id: i + 1 });
      const next = at.step!.resume(-i);
      if (next.done) {
        expect(next.result).toMatchObject({ status: 'ok', stdout: 'before\n[2, 1, 3]\n' });
        break;
      }
      bytes = at.snapshot();
    }
  });

  test('an open call of an asynchronous function is made again', async () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.set(
      'slow',
      hostFunction(async (n: number) => n + 1, { name: 'slow' }),
    );
    const step = cell.start('print(slow(1) + slow(2))');
    expect(step.kind).toBe('waiting');
    const bytes = cell.snapshot();
    expect(() => Cell.restore(bytes, { policy: 'pure' })).toThrow('not given: slow');
    const seen: number[] = [];
    const slow = hostFunction(async (n: number) => {
      seen.push(n);
      return n * 100;
    });
    const again = Cell.restore(bytes, { policy: 'pure', functions: { slow } });
    expect(again.step!.call).toMatchObject({ function: 'slow', args: [1] });
    const result = await again.resume();
    expect(result.stdout).toBe('300\n');
    expect(seen).toEqual([1, 2]);
  });

  test('a traceback half printed', async () => {
    const cell = Cell.create({ policy: 'pure' });
    const code = 'class E(Exception):\n    def __str__(self):\n        return ask()\nraise E()';
    const step = cell.start(code, { functions: ['ask'] });
    const again = Cell.restore(cell.snapshot(), { policy: 'pure' });
    const direct = step.resume('text').resume('text');
    const restored = again.step!.resume('text').resume('text');
    expect(restored.result).toEqual({ ...direct.result, usage: expect.anything() });
    expect(restored.result!.usage.fuel).toBe(direct.result!.usage.fuel);
    expect(restored.result!.error).toMatchObject({ type: 'E', message: 'text' });
  });

  test('files in memory, open ones too, and the working directory', async () => {
    const cell = Cell.create({ policy: files });
    await cell.run(
      'import os\nos.mkdir("/tmp/d"); os.chdir("/tmp/d")\nf = open("a.txt", "w+"); f.write("one\\n"); f.flush()\n' +
        'g = open("gone", "wb+"); g.write(b"nameless"); g.flush(); os.remove("gone")\nos.link("a.txt", "b.txt")',
    );
    const bytes = cell.snapshot();
    const go =
      'f.write("two\\n"); f.seek(0); print(f.read(), os.getcwd(), sorted(os.listdir()))\n' +
      'g.seek(0); print(g.read(), open("b.txt").read())';
    const first = await cell.run(go);
    const second = await Cell.restore(bytes, { policy: files }).run(go);
    expect(second).toMatchObject({ status: 'ok', stdout: first.stdout, stderr: '' });
    expect(first.stdout).toContain("b'nameless' one\ntwo");
  });

  test('a virtual clock and seeded entropy go on', async () => {
    const policy: PolicyDocument = {
      extends: 'pure',
      modules: { allow: ['time', 'os', 'random'] },
      clock: { mode: 'virtual', at: '2026-01-01T00:00:00Z' },
      entropy: { mode: 'seeded', seed: 7 },
    };
    const cell = Cell.create({ policy });
    await cell.run('import time, random\ntime.sleep(5); r = random.Random()\nr.random()');
    const bytes = cell.snapshot();
    const go = 'print(time.time_ns(), r.random(), random.Random().random())';
    const first = await cell.run(go);
    expect(await Cell.restore(bytes, { policy }).run(go)).toMatchObject({ stdout: first.stdout, status: 'ok' });
  });

  test('the host’s objects by name; results without a name are lost', async () => {
    const account = { balance: 3, friend: () => ({ age: 5 }) };
    const behind = bastion(account, {
      readable: ['balance'],
      callable: ['friend'],
      results: { friend: { readable: ['age'] } },
    });
    const cell = Cell.create({ policy: 'pure' });
    cell.set('account', behind);
    await cell.run('f = account.friend(); print(f.age)');
    const again = Cell.restore(cell.snapshot(), { policy: 'pure', functions: { account: behind } });
    expect((await again.run('print(account.balance)')).stdout).toBe('3\n');
    expect((await again.run('f.age')).status).not.toBe('ok');
  });

  test('a wider policy is refused, a narrower one is not', () => {
    const cell = Cell.create({ policy: files });
    cell.runSync('x = 1');
    const bytes = cell.snapshot();
    const wider = { ...files, modules: { allow: ['socket'] } };
    expect(() => Cell.restore(bytes, { policy: wider })).toThrow(
      /wider than that of the snapshot: modules.allow has "socket"/,
    );
    expect(() => Cell.restore(bytes, { policy: { ...files, limits: { fuel: 1e15 } } })).toThrow(/limits.fuel/);
    expect(() => Cell.restore(bytes)).toThrow('give one');
    const narrower = Cell.restore(bytes, { policy: { ...files, limits: { fuel: 1_000_000 } } });
    expect(narrower.runSync('print(x)').stdout).toBe('1\n');
  });

  test('bytes that are no snapshot', () => {
    const cell = Cell.create();
    const bytes = cell.snapshot();
    const cut = bytes.slice(0, bytes.length - 5);
    for (const wrong of [new Uint8Array(0), new Uint8Array([1, 2, 3]), cut]) {
      expect(() => Cell.restore(wrong)).toThrow(SnapshotError);
    }
  });

  test('what is around the machine, changed, is refused or does no harm', () => {
    const cell = Cell.create({ policy: files });
    cell.runSync('f = open("/tmp/a", "w+"); f.write("x" * 100); f.flush()\nimport os; os.mkdir("/tmp/d")');
    cell.start('print("begun")\nprint(ask(1), f.read(), os.listdir("/tmp"))', { functions: ['ask'] });
    const bytes = cell.snapshot();
    const { host, policy } = inspectSnapshot(bytes);
    let state = 12345;
    const random = (n: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state % n;
    };
    let refused = 0;
    for (let i = 0; i < 120; i++) {
      const changed = Uint8Array.from(host);
      for (let k = 0; k <= random(3); k++) changed[random(changed.length)] = random(256);
      try {
        const again = Cell.restore(resealed(bytes, { policy, host: changed }), { policy: files });
        if (again.step?.call != null) again.step.resume('x');
        expect(again.get('nothing')).toBeUndefined();
      } catch (e) {
        if (!(e instanceof SnapshotError || e instanceof InternalError)) throw e;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect(Cell.create({ policy: files }).evaluateSync('1 + 1').value).toBe(2);
  });

  test('a fork goes its own way', async () => {
    const cell = Cell.create({ policy: files });
    cell.set(
      'double',
      hostFunction((n: number) => 2 * n),
    );
    await cell.run('x = [1]; f = open("/tmp/a", "w+"); f.write("one"); f.flush()');
    const other = cell.fork();
    await other.run('x.append(2); f.write("TWO"); f.flush()');
    expect((await cell.run('f.seek(0); print(x, f.read(), double(4))')).stdout).toBe('[1] one 8\n');
    expect((await other.run('f.seek(0); print(x, f.read(), double(5))')).stdout).toBe('[1, 2] oneTWO 10\n');
  });

  test('a fork’s functions are its own, under a policy and without one', () => {
    for (const options of [{}, { policy: 'pure' } as const]) {
      const cell = Cell.create(options);
      const says = (text: string) => hostFunction(() => text, { name: text });
      cell.set('same', says('same'));
      const other = cell.fork();
      cell.set('own', says('first'));
      other.set('own', says('second'));
      const program = 'print(same(), own())';
      expect([cell, other].map((c) => c.runSync(program).stdout)).toEqual(['same first\n', 'same second\n']);
    }
  });

  test('a fork in the middle of a run', () => {
    const cell = Cell.create();
    const step = cell.start('print(ask() * 2)', { functions: ['ask'] });
    const other = cell.fork();
    expect(other.step!.resume(5).result!.stdout).toBe('10\n');
    expect(step.resume(7).result!.stdout).toBe('14\n');
  });
});
