import { describe, expect, test } from 'vitest';
import type { CellSettings } from '../src/cell/settings.js';
import { ProcessCell, type ProcessSystem } from '../src/node/process-cell.js';
import { PromisedAnswer } from '../src/system/later.js';

const settings: CellSettings = {
  limits: { time: 2000, memory: 64 * 2 ** 20, fuel: 1e12 },
  argv: ['x'],
  clock: { mode: 'frozen', at: 5_000_000_000n },
  entropy: { mode: 'seeded', seed: 1 },
};
const deny: ProcessSystem = { call: (c) => ({ kind: 'refused', message: `refused: ${c.name}` }) };

async function run(source: string, system: ProcessSystem = deny, more: Partial<CellSettings> = {}) {
  const cell = ProcessCell.create({ settings: { ...settings, ...more }, system });
  try {
    return await cell.run(source);
  } finally {
    cell.dispose();
  }
}

describe('a cell in a process of its own', () => {
  test('runs, prints, and keeps its state between runs', async () => {
    const cell = ProcessCell.create({ settings, system: deny });
    expect(await cell.run('x = 41; print("hi \\ud83d\\ude00")')).toMatchObject({ status: 'ok' });
    expect((await cell.evaluate('[x + 1, 2**70, {"a": 1.5}]')).value).toEqual([42, 2n ** 70n, new Map([['a', 1.5]])]);
    cell.dispose();
  });

  test('an uncaught exception is a value with its traceback', async () => {
    const r = await run('1/0');
    expect(r).toMatchObject({ status: 'error', error: { type: 'ZeroDivisionError' } });
    expect(r.stderr).toContain('Traceback');
  });

  test('an answer that comes later holds the cell, not the supervisor', async () => {
    const system: ProcessSystem = {
      call: () =>
        new PromisedAnswer(new Promise((resolve) => setTimeout(() => resolve({ kind: 'value', value: '/later' }), 50))),
    };
    expect(
      (
        await run('import os; print(os.getcwd())', {
          ...system,
          call: (c) => (c.name === 'getcwd' ? system.call(c) : { kind: 'value', value: null }),
        })
      ).stdout,
    ).toBe('/later\n');
  });

  test('time that a question takes does not count', async () => {
    const call: ProcessSystem['call'] = (c) => {
      if (c.name !== 'getcwd') return { kind: 'value', value: null };
      const promise = new Promise<{ kind: 'value'; value: string }>((resolve) =>
        setTimeout(() => resolve({ kind: 'value', value: '/' }), 1500),
      );
      return new PromisedAnswer(promise, () => 1500);
    };
    const r = await run('import os; os.getcwd(); print("ok")', { call }, { limits: { time: 600 } });
    expect(r).toMatchObject({ status: 'ok', stdout: 'ok\n' });
  });

  test('a cell that waits for ever ends by its time', async () => {
    const call: ProcessSystem['call'] = (c) =>
      c.name === 'getcwd' ? new PromisedAnswer(new Promise(() => {})) : { kind: 'value', value: null };
    const r = await run('import os; os.getcwd()', { call }, { limits: { time: 400 } });
    expect(r).toMatchObject({ status: 'limit', error: { limit: 'time' } });
  });

  test('limits of the cell itself', async () => {
    expect(await run('while 1: pass', deny, { limits: { fuel: 1e6 } })).toMatchObject({
      status: 'limit',
      error: { limit: 'fuel' },
    });
    expect(await run("x = 'a' * 10**10")).toMatchObject({ status: 'limit', error: { limit: 'memory' } });
  });

  test('the process has no environment and cannot read files', async () => {
    // What the process itself could do is asked of Node: the permission model of its arguments.
    const r = await run('import os; print(dict(os.environ))', { call: () => ({ kind: 'value', value: null }) });
    expect(r.status).not.toBe('limit');
  });

  test('ends when it is disposed of', async () => {
    const cell = ProcessCell.create({ settings, system: deny });
    const running = cell.run('while 1: pass');
    setTimeout(() => cell.dispose(), 100);
    expect(await running).toMatchObject({ status: 'error', error: { type: 'ProcessError' } });
  });
});
