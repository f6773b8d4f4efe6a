// A run by steps: calls that the host answers, slices of fuel, what is wrong to do; and runs that are stopped by a signal.
import { describe, expect, test } from 'vitest';
import { Cell, hostFunction } from '../src/index.js';

describe('steps', () => {
  test('a call is a step, and goes on with the value', () => {
    const cell = Cell.create();
    let step = cell.start('print(lookup("x", n=2) + 1)', { functions: ['lookup'] });
    expect(step).toMatchObject({ done: false, kind: 'call' });
    expect(step.call).toMatchObject({ function: 'lookup', args: ['x'], id: 1 });
    expect([...step.call!.kwargs]).toEqual([['n', 2]]);
    step = step.resume(41);
    expect(step.done).toBe(true);
    expect(step.result).toMatchObject({ status: 'ok', stdout: '42\n' });
  });

  test('a call can raise what the host says', () => {
    const cell = Cell.create();
    const code = 'try:\n    lookup(1)\nexcept KeyError as e:\n    print("caught", e.args)\nlookup(2)';
    let step = cell.start(code, { functions: ['lookup'] });
    step = step.raise('KeyError', 'no such key');
    expect(step.call).toMatchObject({ args: [2], id: 2 });
    step = step.raise('ValueError', 'bad');
    expect(step.result).toMatchObject({ status: 'refused', error: { type: 'ValueError', message: 'bad' } });
    expect(step.result!.stdout).toBe("caught ('no such key',)\n");
  });

  test('an expression gives its value', () => {
    const cell = Cell.create();
    const step = cell.start('[f(i) for i in range(3)]', { mode: 'eval', functions: ['f'] });
    let at = step;
    while (!at.done) at = at.resume((at.call!.args[0] as number) * 10);
    expect(at.value).toEqual([0, 10, 20]);
  });

  test('a step is used once', () => {
    const cell = Cell.create();
    const step = cell.start('f()', { functions: ['f'] });
    expect(() => cell.start('1')).toThrow('the cell is running');
    step.resume();
    expect(() => step.resume()).toThrow('gone on');
    expect(() => cell.step!.resume()).toThrow('has ended');
  });

  test('an asynchronous function makes a step that waits', async () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.set(
      'slow',
      hostFunction(async (n: number) => n * 2),
    );
    let step = cell.start('print(slow(4))');
    expect(step.kind).toBe('waiting');
    expect(() => step.resume(1)).toThrow('await step.next()');
    step = await step.next();
    expect(step.result!.stdout).toBe('8\n');
  });

  test('slices of fuel: the same output, and the program can be stopped for ever', () => {
    const cell = Cell.create();
    let step = cell.start('t = 0\nfor i in range(10000): t += i\nprint(t)', { fuel: 1000 });
    let slices = 0;
    while (step.kind === 'slice') {
      slices++;
      step = step.resume();
    }
    expect(slices).toBeGreaterThan(10);
    expect(step.result!.stdout).toBe('49995000\n');
    const whole = Cell.create();
    expect(whole.runSync('t = 0\nfor i in range(10000): t += i\nprint(t)').usage.fuel).toBe(step.result!.usage.fuel);
  });

  test('a run that is not by steps has nobody to answer', async () => {
    const cell = Cell.create();
    cell.set('ask', hostFunction({ name: 'ask' }));
    const result = await cell.run('ask(1)');
    expect(result.error).toMatchObject({ type: 'RuntimeError' });
    expect(result.error!.message).toContain('nobody answers ask()');
  });

  test('a module of the host', async () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.setModule('shop', { currency: 'EUR', price: hostFunction(async (item: string) => item.length) });
    const result = await cell.run('import shop\nfrom shop import price\nprint(price("abc"), shop.currency)');
    expect(result.stdout).toBe('3 EUR\n');
  });
});

describe('a signal ends the run', () => {
  test('while it waits', async () => {
    const cell = Cell.create({ policy: 'pure' });
    cell.set(
      'never',
      hostFunction(() => new Promise(() => {})),
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 20);
    const result = await cell.run('try:\n    never()\nfinally:\n    print("finally")', { signal: stop.signal });
    expect(result).toMatchObject({
      status: 'limit',
      stdout: '',
      error: { limit: 'stopped', message: 'stopped: enough' },
    });
    await expect(cell.run('1')).rejects.toThrow('the cell has ended');
  });

  test('while it computes', async () => {
    const cell = Cell.create({ limits: { time: 60_000, fuel: 1e12 } });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const result = await cell.run('while True: pass', { signal: stop.signal });
    expect(result.error).toMatchObject({ limit: 'stopped' });
  });

  test('before it begins', async () => {
    const cell = Cell.create();
    const result = await cell.run('print(1)', { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ status: 'limit', stdout: '' });
  });
});
