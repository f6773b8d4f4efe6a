import type { SystemAnswer } from '@rexec/python';
import { describe, expect, test, vi } from 'vitest';
import { hostFunction } from '../src/bastion/bastion.js';
import type { CellSettings } from '../src/cell/settings.js';
import { ProcessCell, type ProcessSystem } from '../src/node/process-cell.js';
import { RunTime } from '../src/node/run-time.js';
import { PromisedAnswer } from '../src/system/later.js';

const settings: CellSettings = {
  limits: { time: 600_000, memory: 64 * 2 ** 20, fuel: 1e12 },
  argv: ['x'],
  clock: { mode: 'frozen', at: 5_000_000_000n },
  entropy: { mode: 'seeded', seed: 1 },
};
/** Modules may be imported; nothing else is had. */
const deny: ProcessSystem = {
  call: (c) =>
    c.name === 'import' ? { kind: 'value', value: null } : { kind: 'refused', message: `refused: ${c.name}` },
};

async function run(source: string, system: ProcessSystem = deny, more: Partial<CellSettings> = {}) {
  const cell = ProcessCell.create({ settings: { ...settings, ...more }, system });
  cell.set(
    'ask',
    hostFunction(() => null),
  );
  try {
    return await cell.run(source);
  } finally {
    cell.dispose();
  }
}

type Answer = ProcessSystem['call'];

/** A system whose answer to the program's `ask()` is given. */
const asking = (call: Answer): ProcessSystem => ({
  call: (c) => (c.name === 'host_call' ? call(c) : { kind: 'value', value: null }),
});

function inTime(milliseconds: number, answer: SystemAnswer): Promise<SystemAnswer> {
  return new Promise((resolve) => setTimeout(() => resolve(answer), milliseconds));
}

describe('a cell in a process of its own', () => {
  test('runs, prints, and keeps its state between runs', async () => {
    const cell = ProcessCell.create({ settings, system: deny });
    expect(await cell.run('x = 41; print("hi \\ud83d\\ude00")')).toMatchObject({ status: 'ok' });
    expect((await cell.evaluate('[x + 1, 2**70, {"a": 1.5}]')).value).toEqual([42, 2n ** 70n, new Map([['a', 1.5]])]);
    cell.set('y', [1, new Map([['k', new Set([2])]])]);
    await cell.run('def f(a, *, b): return [a, b, y]');
    expect((await cell.call('f', [1], { b: 2 })).value).toEqual([1, 2, [1, new Map([['k', new Set([2])]])]]);
    expect(await cell.get('x')).toBe(41);
    expect(await cell.get('nope')).toBeUndefined();
    expect(await cell.import('math')).toMatchObject({ status: 'ok' });
    expect(await cell.runProgram('import atexit\natexit.register(print, "end")')).toMatchObject({ stdout: 'end\n' });
    cell.dispose();
  });

  test('an uncaught exception is a value with its traceback', async () => {
    const r = await run('1/0');
    expect(r).toMatchObject({ status: 'error', error: { type: 'ZeroDivisionError' } });
    expect(r.stderr).toContain('Traceback');
  });

  test('an answer that comes later holds the cell, not the supervisor', async () => {
    const later: Answer = (_c) => new PromisedAnswer(inTime(50, { kind: 'value', value: 'later' }));
    expect((await run('print(ask())', asking(later))).stdout).toBe('later\n');
  });

  test('time that a question takes does not count, here and in the process', async () => {
    let asked = 0;
    let took = 0;
    const late: Answer = () => {
      asked = performance.now();
      const answered = inTime(700, { kind: 'value', value: 1 }).then((answer) => {
        took = performance.now() - asked;
        return answer;
      });
      return new PromisedAnswer(answered, () => took);
    };
    const began = performance.now();
    const r = await run('ask(); print("ok")', asking(late));
    expect(r).toMatchObject({ status: 'ok', stdout: 'ok\n' });
    expect(r.usage.time).toBeLessThan(performance.now() - began - took);
  });

  test('what is waited for is forgiven, and then the time goes on', () => {
    vi.useFakeTimers();
    try {
      let [waited, late] = [0, 0];
      const time = new RunTime(
        1000,
        () => waited,
        () => late++,
      );
      time.begin();
      for (; waited < 60_000; waited += 100) vi.advanceTimersByTime(100);
      expect([late, time.left]).toEqual([0, -59_000]);
      time.forgive(waited);
      waited = 0;
      expect([late, time.left]).toEqual([0, 1000]);
      vi.advanceTimersByTime(1700);
      expect([late, time.left]).toEqual([0, -700]);
      vi.advanceTimersByTime(200);
      expect(late).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a cell that waits for ever ends by its time', async () => {
    const never: Answer = () => new PromisedAnswer(new Promise(() => {}));
    const r = await run('ask()', asking(never), { limits: { time: 400 } });
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
