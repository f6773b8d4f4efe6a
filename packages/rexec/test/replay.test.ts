// Recordings: a replay has no power, and gives the same output, fuel and record; it goes back and forth.
import { describe, expect, test } from 'vitest';
import {
  Cell,
  Diverged,
  HostError,
  hostFunction,
  MemorySink,
  type PolicyDocument,
  Recorder,
  RecordingError,
  Replay,
} from '../src/index.js';

const policy: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['time', 'random', 'os'] },
  files: { mounts: [{ at: '/tmp', memory: '1 MB' }] },
  clock: { mode: 'real' },
  entropy: { mode: 'real' },
};

function recording() {
  const parts: Uint8Array[] = [];
  const recorder = new Recorder((bytes) => parts.push(bytes));
  return { recorder, bytes: () => Buffer.concat(parts) };
}

describe('a replay', () => {
  test('gives the same output, fuel and record without any power', async () => {
    const { recorder, bytes } = recording();
    const sink = new MemorySink();
    const cell = Cell.create({ policy, recorder, sinks: [sink] });
    cell.set(
      'lookup',
      hostFunction(async (key: string) => ({ a: 1, b: [2, 3] })[key] ?? null),
    );
    cell.set(
      'fail',
      hostFunction(() => {
        throw new HostError('KeyError', 'gone');
      }),
    );
    const runs = [
      'import time, random, os\nprint(lookup("a"), lookup("b"), random.random(), time.time(), os.urandom(4))',
      'with open("/tmp/x", "w") as f: f.write("hello")\nprint(open("/tmp/x").read(), os.listdir("/tmp"))',
      'try:\n    fail()\nexcept KeyError as e:\n    print(repr(e))\nos.write(1, b"raw\\n")\nopen("/etc/passwd")',
    ];
    const results = [];
    for (const source of runs) results.push(await cell.run(source));
    results.push(await cell.call('lookup', ['a']));
    results.push(await cell.finish());
    const heard = new MemorySink();
    const replay = Replay.open(bytes(), { sink: heard });
    const again = replay.toEnd();
    expect(again.map((r) => [r.status, r.stdout, r.stderr, r.usage.fuel])).toEqual(
      results.map((r) => [r.status, r.stdout, r.stderr, r.usage.fuel]),
    );
    expect(results[0]!.stdout).toContain('1 [2, 3] 0.');
    expect(results[2]!.status).toBe('refused');
    expect(heard.events).toEqual(sink.events);
  });

  test('goes back and forth', async () => {
    const { recorder, bytes } = recording();
    const cell = Cell.create({ policy, recorder });
    cell.set(
      'ask',
      hostFunction(async (n: number) => n * n),
    );
    await cell.run('total = 0\nfor i in range(50):\n    total += ask(i)\nprint(total)');
    const replay = Replay.open(bytes(), { every: 10 });
    const answers = replay.events.flatMap((e, i) => (e.kind === 'answer' && e.name === 'host_call' ? [i] : []));
    const totals = (n: number) => Array.from({ length: n }, (_, i) => i * i).reduce((a, b) => a + b, 0);
    for (const n of [30, 3, 49, 48, 0, 25]) {
      replay.goTo(answers[n]!);
      expect(replay.position).toBe(answers[n]);
      expect(replay.inRun).toBe(true);
      expect(replay.cell.get('total')).toBe(totals(n));
    }
    expect(replay.toEnd().at(-1)!.stdout).toBe(`${totals(50)}\n`);
  });

  test('runs by steps, and one that was stopped', async () => {
    const { recorder, bytes } = recording();
    const cell = Cell.create({ recorder, limits: { fuel: 1e12 } });
    let step = cell.start('print(f(1))\nprint(f(2))\nn = 0\nwhile True: n += 1', { functions: ['f'], fuel: 100_000 });
    step = step.resume('one');
    step = step.raise('ValueError', 'two');
    expect(step.result!.status).toBe('refused');
    cell.start('while True: n = 1', { fuel: 50_000 });
    cell.step!.resume();
    cell.stop('enough');
    const replay = Replay.open(bytes());
    const [first, second] = replay.toEnd();
    expect(first).toMatchObject({ stdout: 'one\n', error: { type: 'ValueError' } });
    expect(second!.error).toMatchObject({ limit: 'stopped' });
    expect(second!.usage.fuel).toBe(cell.usage.fuel);
  });

  test('a limit of the program itself', async () => {
    const { recorder, bytes } = recording();
    const cell = Cell.create({ recorder, limits: { fuel: 10_000 } });
    const result = await cell.run('print(1)\nwhile True: pass');
    expect(Replay.open(bytes()).toEnd()[0]).toMatchObject({ status: 'limit', stdout: '1\n', error: result.error });
  });

  test('another program is noticed', async () => {
    const { recorder, bytes } = recording();
    const cell = Cell.create({ recorder });
    cell.set(
      'f',
      hostFunction((n: number) => n),
    );
    await cell.run('print(f(1234))');
    const other = Buffer.from(bytes());
    other.write('4321', other.lastIndexOf('print(f(1234)') + 8);
    expect(() => Replay.open(other).toEnd()).toThrow(Diverged);
  });

  test('bytes that are no recording', () => {
    expect(() => Replay.open(new Uint8Array([1, 2, 3]))).toThrow(RecordingError);
    const { recorder, bytes } = recording();
    Cell.create({ recorder });
    const bad = Buffer.from(bytes());
    bad[30] = 99;
    expect(() => Replay.open(bad)).toThrow(RecordingError);
    expect(Replay.open(bytes()).toEnd()).toEqual([]);
  });
});
