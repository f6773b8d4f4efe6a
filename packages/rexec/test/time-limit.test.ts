import { Cell } from 'rexec';
import { expect, test } from 'vitest';

test('a long source is not taken for a long run when the clock began long ago', () => {
  const cell = Cell.create({ limits: { time: 1000 }, deadlineClock: () => 1_000_000 });
  const source = `x = [${'1, '.repeat(200_000)}]\nprint(len(x))\n`;
  expect(cell.runSync(source).stdout).toBe('200000\n');
});
