/**
 * A program can wait for its host wherever Python code can run. Each place is run four times: with a host function that
 * answers at once, with one that answers later, by steps with a snapshot, a restore or a fork at each call, and (where it is
 * installed) on CPython. All print the same.
 */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cell, hostFunction, type Step } from '../src/index.js';
import { PLACES } from './pause-places.js';

const PYTHON = ['python3.14', 'python3.13'];

/** What CPython prints for each; null: it is not there. */
function onCPython(): Map<string, string> | null {
  const driver = `
import contextlib, io, json, sys
out = {}
for name, source in json.load(sys.stdin).items():
    text = io.StringIO()
    ns = {'__name__': '__main__', 'ask': lambda x: x}
    finders = sys.meta_path[:]
    with contextlib.redirect_stdout(text):
        exec(compile(source, '<string>', 'exec'), ns)
        import atexit
        atexit._run_exitfuncs()
    sys.meta_path[:] = finders
    out[name] = text.getvalue()
print(json.dumps(out))
`;
  for (const python of PYTHON) {
    const ran = spawnSync(python, ['-I', '-c', driver], { input: JSON.stringify(PLACES), encoding: 'utf8' });
    if (ran.error !== undefined || (ran.status !== 0 && /not found|No such/.test(ran.stderr))) continue;
    if (ran.status !== 0) throw new Error(ran.stderr);
    return new Map(Object.entries(JSON.parse(ran.stdout) as Record<string, string>));
  }
  return null;
}

interface Ran {
  stdout: string;
  /** Of an error that nothing caught. */
  error: string | undefined;
  fuel: number;
}

const ran = ({ stdout, error, usage }: ReturnType<Cell['runSync']>): Ran => ({
  stdout,
  error: error?.traceback || error?.message,
  fuel: usage.fuel,
});

const options = () => ({ limits: { time: 600_000 } });

function atOnce(source: string): Ran {
  const cell = Cell.create(options());
  cell.set(
    'ask',
    hostFunction((x: never) => x, { name: 'ask' }),
  );
  return ran(cell.runProgramSync(source));
}

async function later(source: string): Promise<Ran & { calls: number }> {
  const cell = Cell.create(options());
  let calls = 0;
  const ask = async (x: never) => {
    calls++;
    await null;
    return x;
  };
  cell.set('ask', hostFunction(ask, { name: 'ask' }));
  return { ...ran(await cell.runProgram(source)), calls };
}

/** By steps; `between` gives the cell that goes on. */
function bySteps(source: string, between: (cell: Cell, call: number) => Cell): Ran {
  let cell = Cell.create(options());
  let step: Step = cell.start(source, { functions: ['ask'] });
  for (let call = 0; !step.done; call++) {
    cell = between(cell, call);
    step = cell.step!.resume(cell.step!.call!.args[0] as never);
  }
  return ran(step.result!);
}

describe('a program waits in', () => {
  let cpython: Map<string, string> | null = null;
  beforeAll(() => {
    cpython = onCPython();
  });

  test.each(Object.entries(PLACES))('%s', async (name, source) => {
    const expected = atOnce(source);
    expect(expected.error).toBeUndefined();
    if (cpython !== null) expect(expected.stdout).toBe(cpython.get(name));
    const { calls, ...waited } = await later(source);
    expect(calls).toBeGreaterThan(0);
    expect({ ...waited, fuel: 0 }).toEqual({ ...expected, fuel: 0 });
    // What runs at the end of a program has no steps.
    if (name === 'atexit') return;
    const stepped = bySteps(source, (cell) => cell);
    expect(stepped).toEqual({ ...expected, fuel: stepped.fuel });
    const moved = bySteps(source, (cell, call) =>
      call % 4 === 3 ? cell.fork() : Cell.restore(cell.snapshot(), options()),
    );
    expect(moved).toEqual(stepped);
  });
});
