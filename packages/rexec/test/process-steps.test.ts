// Cells in processes of their own: by steps, as bytes, recorded; and from one isolation to the other.
import { describe, expect, test } from 'vitest';
import { Cell, hostFunction, MemorySink, type PolicyDocument, ProcessCell, Recorder, Replay } from '../src/index.js';

const policy: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['time', 'random', 'os'] },
  files: { mounts: [{ at: '/tmp', memory: '1 MB' }] },
  clock: { mode: 'real' },
  entropy: { mode: 'real' },
};

describe('a cell in a process', () => {
  test('goes by steps', async () => {
    const cell = ProcessCell.create({ policy });
    let step = await cell.start('try:\n    print(f(1, n=2))\n    f(3)\nexcept KeyError as e:\n    print(e)', {
      functions: ['f'],
    });
    expect(step.call).toMatchObject({ function: 'f', args: [1], id: 1 });
    expect([...step.call!.kwargs]).toEqual([['n', 2]]);
    expect(() => cell.run('1')).toThrow('running');
    step = await step.resume('one');
    step = await step.raise('KeyError', 'three');
    expect(step.result).toMatchObject({ status: 'ok', stdout: "one\n'three'\n" });
    expect((await cell.run('f(1)')).error!.message).toContain('nobody answers f()');
    let slice = await cell.start('n = 0\nfor i in range(20000): n += i\nprint(n)', { fuel: 20_000 });
    let slices = 0;
    while (slice.kind === 'slice') {
      slices++;
      slice = await slice.resume();
    }
    expect(slices).toBeGreaterThan(3);
    expect(slice.result!.stdout).toBe('199990000\n');
    cell.dispose();
  });

  test('is saved in the middle, and goes on here and there', async () => {
    const cell = ProcessCell.create({ policy });
    cell.setModule('shop', { price: hostFunction(async (n: number) => n * 10) });
    await cell.run('import shop\nf = open("/tmp/a", "w+")\nf.write("file"); f.flush()');
    const step = await cell.start('print("begun", end=" ")\nx = ask()\nf.seek(0); print(x, f.read(), shop.price(2))', {
      functions: ['ask'],
    });
    const bytes = await cell.snapshot();
    const functions = { 'shop.price': hostFunction(async (n: number) => n * 10) };
    const here = Cell.restore(bytes, { policy, functions });
    const last = await here.step!.resume('x').next();
    expect(last.result!.stdout).toBe('begun x file 20\n');
    const there = await ProcessCell.restore(bytes, { policy, functions });
    expect(there.at!.call).toMatchObject({ function: 'ask', id: 1 });
    expect((await there.at!.resume('y')).result!.stdout).toBe('begun y file 20\n');
    expect((await step.resume('z')).result!.stdout).toBe('begun z file 20\n');
    there.dispose();
    cell.dispose();
    await expect(
      ProcessCell.restore(bytes, { policy: { ...policy, network: { allow: ['tcp://*:80'] } }, functions }),
    ).rejects.toThrow('wider');
    await expect(ProcessCell.restore(bytes.slice(0, 100), { policy })).rejects.toThrow('snapshot');
  });

  test('from here to there', async () => {
    const cell = Cell.create({ policy });
    await cell.run('import os\nos.mkdir("/tmp/d")\nx = [1, 2]');
    const there = await ProcessCell.restore(cell.snapshot(), { policy });
    expect((await there.run('print(x, os.listdir("/tmp"))')).stdout).toBe("[1, 2] ['d']\n");
    there.dispose();
  });

  test('is recorded like any', async () => {
    const parts: Uint8Array[] = [];
    const sink = new MemorySink();
    const cell = ProcessCell.create({ policy, recorder: new Recorder((bytes) => parts.push(bytes)), sinks: [sink] });
    cell.set(
      'lookup',
      hostFunction(async (key: string) => key.length),
    );
    const results = [
      await cell.run('import time, random\nprint(time.time(), random.random(), lookup("abc"))'),
      await cell.run('open("/tmp/x", "w").write("hi")\nprint(open("/tmp/x").read())\nopen("/nothing")'),
      await cell.finish(),
    ];
    cell.dispose();
    const heard = new MemorySink();
    const again = Replay.open(Buffer.concat(parts), { sink: heard }).toEnd();
    expect(again.map((r) => [r.status, r.stdout, r.stderr, r.usage.fuel])).toEqual(
      results.map((r) => [r.status, r.stdout, r.stderr, r.usage.fuel]),
    );
    expect(heard.events).toEqual(sink.events);
  });
});
