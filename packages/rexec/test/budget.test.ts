import type { RaisableLimit, Usage } from '@rexec/python';
import { describe, expect, test } from 'vitest';
import { Cell } from '../src/cell/cell.js';
import '../src/index.js';
import { ProcessCell } from '../src/node/process-cell.js';

const policy = (limits: object) => ({ extends: 'pure', limits }) as const;
const makers = [
  ['inline', (options: Parameters<typeof ProcessCell.create>[0]) => Cell.create(options as never)],
  ['in a process', (options: Parameters<typeof ProcessCell.create>[0]) => ProcessCell.create(options)],
] as const;

describe.each(makers)('a budget %s', (_name, make) => {
  test('a host may answer a limit by raising it, as often as it likes', async () => {
    const asked: string[] = [];
    const onLimit = (limit: RaisableLimit, usage: Usage) => {
      asked.push(limit);
      return asked.length < 3 && limit === 'fuel' ? usage.fuel + 1_000_000 : undefined;
    };
    const cell = make({ policy: policy({ fuel: 1_000_000 }), onLimit });
    const r = await cell.run('while True: pass');
    expect(r).toMatchObject({ status: 'limit', error: { limit: 'fuel' } });
    expect(asked).toEqual(['fuel', 'fuel', 'fuel']);
    expect(r.usage.fuel).toBeGreaterThan(2_900_000);
    cell.dispose();
  });

  test('output can be raised, and what is no greater number ends the run', async () => {
    const cell = make({
      policy: policy({ output: 10 }),
      onLimit: (limit: RaisableLimit) => (limit === 'output' ? 20 : undefined),
    });
    expect(await cell.run('print("x" * 15)')).toMatchObject({ status: 'ok' });
    expect(await cell.run('print("x" * 15)')).toMatchObject({ status: 'limit', error: { limit: 'output' } });
    cell.dispose();
  });

  test('a program reads its budget where the policy lets it', async () => {
    const source =
      'import budget\nl = budget.left()\nprint(sorted(l), l["fuel"] < budget.limits()["fuel"], budget.used()["output"])';
    const open = make({ policy: policy({ readable: true, fuel: 5_000_000 }) });
    expect((await open.run(source)).stdout).toBe("['fuel', 'memory', 'output', 'time'] True 0\n");
    open.dispose();
    const closed = make({ policy: policy({}) });
    expect((await closed.run(source)).error?.message).toContain('limits.readable');
    closed.dispose();
  });

  test('the host sees what is used', async () => {
    const cell = make({ policy: policy({}) });
    await cell.run('for i in range(100000): pass');
    expect(cell.usage.fuel).toBeGreaterThan(100_000);
    cell.dispose();
  });
});
