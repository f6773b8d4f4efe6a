/** The real clock of a cell: as fine as CPython's, and no sleep is shorter than was asked. */
import { expect, test } from 'vitest';
import { Cell } from '../src/cell/cell.js';
import { nodePlatform } from '../src/node/platform.js';
import { timeOfDay, usePlatform } from '../src/system/platform.js';

usePlatform(nodePlatform);

async function printed(code: string): Promise<string> {
  const cell = Cell.create({ policy: { extends: 'pure', clock: { mode: 'real' } } });
  const r = await cell.run(code);
  cell.dispose();
  return r.error === null ? r.stdout : r.error.traceback + r.error.message;
}

test('no sleep is shorter than was asked', async () => {
  const out = await printed(`
import time
short = 0
for _ in range(200):
    began = time.monotonic()
    time.sleep(0.002)
    short += time.monotonic() - began < 0.002
print(short)
`);
  expect(out).toBe('0\n');
});

test('the time of day is finer than a millisecond', async () => {
  const out = await printed('import time\nprint(len({time.time() for _ in range(1000)}) > 100)');
  expect(out).toBe('True\n');
});

test('the time of day follows the host where its clock is set', () => {
  const { now } = Date;
  let passed = 0n;
  try {
    Date.now = () => 1_000_000;
    const time = timeOfDay(() => passed);
    expect(time()).toBe(1_000_000_000_000n);
    passed += 1_234_567n;
    expect(time()).toBe(1_000_001_234_567n);
    Date.now = () => 500_000;
    expect(time()).toBe(500_000_000_000n);
    passed += 1n;
    expect(time()).toBe(500_000_000_001n);
  } finally {
    Date.now = now;
  }
});
