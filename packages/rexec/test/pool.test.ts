// Many cells on one thread: fairness, weights, those that wait, those that are stopped.
import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Cell, hostFunction, Pool } from '../src/index.js';

describe('a pool', () => {
  test('endless loops do not keep others from answering', async () => {
    const pool = new Pool({ slice: 2000 });
    const stop = new AbortController();
    setMaxListeners(100, stop.signal);
    const loops = Array.from({ length: 50 }, () => Cell.create({ limits: { fuel: 1e12 } }));
    const endless = loops.map((cell) => pool.run(cell, 'n = 0\nwhile True: n += 1', { signal: stop.signal }));
    const one = Cell.create();
    const result = await pool.run(one, 'print(sum(range(1000)))');
    expect(result.stdout).toBe('499500\n');
    const slices = result.usage.fuel / 2000 + 2;
    for (const cell of loops) expect(cell.usage.fuel).toBeLessThan(slices * 2200);
    stop.abort();
    for (const ended of await Promise.all(endless)) expect(ended.error).toMatchObject({ limit: 'stopped' });
    expect(pool.size).toBe(0);
  });

  test('a weight of three is three times as much', async () => {
    const pool = new Pool({ slice: 10_000 });
    const [light, heavy] = [Cell.create(), Cell.create()];
    const stop = new AbortController();
    const runs = [
      pool.run(light, 'while True: pass', { signal: stop.signal }),
      pool.run(heavy, 'while True: pass', { signal: stop.signal, weight: 3 }),
    ];
    while (light.usage.fuel < 100_000) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    await Promise.all(runs);
    expect(heavy.usage.fuel / light.usage.fuel).toBeGreaterThan(2.4);
    expect(heavy.usage.fuel / light.usage.fuel).toBeLessThan(3.6);
  });

  test('those that wait have their turn when the answer is there', async () => {
    const pool = new Pool();
    const cells = Array.from({ length: 20 }, (_, i) => {
      const cell = Cell.create();
      cell.set(
        'fetch',
        hostFunction((n: number) => new Promise((resolve) => setTimeout(() => resolve(n + i), 5))),
      );
      return cell;
    });
    const results = await Promise.all(cells.map((cell) => pool.run(cell, 'print(fetch(1) + fetch(2))')));
    expect(results.map((r) => r.stdout)).toEqual(cells.map((_, i) => `${3 + 2 * i}\n`));
  });

  test('calls without a callback go to onCall, and its errors to the program', async () => {
    const pool = new Pool();
    const cell = Cell.create();
    cell.set('ask', hostFunction({ name: 'ask' }));
    const onCall = ({ args }: { args: readonly unknown[] }) => {
      if (args[0] === 2) throw new Error('secret');
      return 10;
    };
    const result = await pool.run(cell, 'print(ask(1))\ntry:\n    ask(2)\nexcept RuntimeError as e:\n    print(e)', {
      onCall,
    });
    expect(result.stdout).toBe('10\nan error in the host\n');
  });

  test('a run that waits is stopped', async () => {
    const pool = new Pool();
    const cell = Cell.create();
    cell.set(
      'never',
      hostFunction(() => new Promise(() => {})),
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 10);
    const result = await pool.run(cell, 'never()', { signal: stop.signal });
    expect(result.error).toMatchObject({ limit: 'stopped', message: 'stopped: enough' });
  });
});
