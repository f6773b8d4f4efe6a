import { describe, expect, test } from 'vitest';
import { HostError, hostFunction } from '../src/bastion/bastion.js';
import { Cell } from '../src/cell/cell.js';
import { nodePlatform } from '../src/node/platform.js';
import { ProcessCell } from '../src/node/process-cell.js';
import type { PolicyDocument } from '../src/policy/policy-document.js';
import { usePlatform } from '../src/system/platform.js';

usePlatform(nodePlatform);

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function newCell(policy: PolicyDocument = {}) {
  return Cell.create({ policy: { extends: 'pure', ...policy }, limits: { time: 600_000 } });
}

/** What the program writes, or its error. */
async function output(cell: Cell, source: string): Promise<string> {
  const r = await cell.run(source);
  return r.error === null ? r.stdout : r.error.traceback + r.error.message;
}

describe('time in a loop', () => {
  const program = `
import asyncio
loop = asyncio.new_event_loop()
async def main():
    start = loop.time()
    await asyncio.gather(*(asyncio.sleep(60 * n) for n in range(10)))
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 3600)
    except TimeoutError:
        print(round(loop.time() - start, 3))
loop.run_until_complete(main())
`;
  for (const clock of [{ mode: 'virtual' }, { mode: 'frozen' }, { mode: 'none' }] as const) {
    test(`jumps where the clock is ${clock.mode}`, async () => {
      const cell = newCell(clock.mode === 'none' ? { clock: undefined } : { clock });
      expect(await output(cell, program)).toBe('4140.0\n');
    });
  }

  test('jumps in a cell without any power', async () => {
    expect(await output(Cell.create(), program)).toBe('4140.0\n');
  });

  test('a loop over a selector of the library is woken by threads', async () => {
    const source = `
import asyncio, selectors
for kind in selectors.PollSelector, selectors.SelectSelector:
    loop = asyncio.SelectorEventLoop(kind())
    print(loop.run_until_complete(loop.run_in_executor(None, pow, 2, 5)))
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
`;
    expect(await output(newCell({ clock: { mode: 'real' }, modules: { allow: ['*'] } }), source)).toBe('32\n32\n');
  });

  test('passes where the clock is real', async () => {
    const started = performance.now();
    const cell = newCell({ clock: { mode: 'real' } });
    const said = await output(
      cell,
      'import asyncio\nasync def main():\n  await asyncio.sleep(0.05)\nasyncio.run(main())',
    );
    expect(said).toBe('');
    expect(performance.now() - started).toBeGreaterThan(45);
  });

  test('a loop that nothing can wake says so', async () => {
    expect(await output(newCell(), 'import asyncio\nasyncio.run(asyncio.Event().wait())')).toContain('deadlock');
  });

  test('a long wait ends at the limit of time', async () => {
    const cell = Cell.create({ policy: { extends: 'pure', clock: { mode: 'real' } }, limits: { time: 100 } });
    const r = await cell.run('import asyncio\nasyncio.run(asyncio.sleep(1000))');
    expect(r.error?.limit).toBe('time');
  });
});

describe('functions of the host that can be awaited', () => {
  function lookups(cell: Cell) {
    const seen = { now: 0, most: 0, slow: () => {}, aborted: [] as unknown[] };
    cell.set(
      'lookup',
      hostFunction(
        async (key: unknown) => {
          seen.most = Math.max(seen.most, ++seen.now);
          await sleep(5);
          seen.now--;
          if (key === 'bad') throw new HostError('KeyError', 'no such key');
          if (key === 'worse') throw new Error('/home/me/secret');
          return `<${key}>`;
        },
        { name: 'lookup' },
      ),
    );
    cell.set(
      'slow',
      hostFunction(
        async (signal: AbortSignal, key: unknown) => {
          signal.addEventListener('abort', () => seen.aborted.push(key));
          seen.slow();
          await new Promise(() => {});
        },
        { name: 'slow', signal: true },
      ),
    );
    return seen;
  }

  test('several are in flight at once, in the order of their arguments', async () => {
    const cell = newCell();
    const seen = lookups(cell);
    const said = await output(
      cell,
      `
import asyncio
async def main():
    print(await asyncio.gather(*(lookup(i) for i in range(20))))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(lookup(c)) for c in 'ab']
    print([t.result() for t in tasks], await lookup('last'))
asyncio.run(main())
`,
    );
    expect(said).toBe(`[${Array.from({ length: 20 }, (_, i) => `'<${i}>'`).join(', ')}]\n['<a>', '<b>'] <last>\n`);
    expect(seen.most).toBe(20);
  });

  test('outside of a loop, and in what runs beside it, the program waits', async () => {
    const cell = newCell();
    lookups(cell);
    const said = await output(
      cell,
      `
import asyncio
print(lookup(1), [lookup(i) for i in (2, 3)])
async def main():
    print(await asyncio.to_thread(lambda: lookup(4) + lookup(5)))
    print(type(c := lookup(6)).__name__, c.__name__, await c)
asyncio.run(main())
`,
    );
    expect(said).toBe("<1> ['<2>', '<3>']\n<4><5>\ncoroutine lookup <6>\n");
  });

  test('errors are raised where they are awaited, and say nothing of the host', async () => {
    const cell = newCell();
    lookups(cell);
    const said = await output(
      cell,
      `
import asyncio
async def main():
    try:
        await lookup('bad')
    except KeyError as e:
        print('KeyError', e)
    print(await asyncio.gather(lookup('worse'), lookup('x'), return_exceptions=True))
asyncio.run(main())
`,
    );
    expect(said).toBe("KeyError 'no such key'\n[RuntimeError('an error in the host'), '<x>']\n");
  });

  test('a task that is cancelled gives its call up, and the host is told', async () => {
    const cell = newCell();
    const seen = lookups(cell);
    const said = await output(
      cell,
      `
import asyncio
async def main():
    try:
        await asyncio.wait_for(slow('timeout'), 0.01)
    except TimeoutError:
        print('timeout')
    task = asyncio.create_task(slow('cancelled'))
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, lookup('on'), return_exceptions=True))
    asyncio.create_task(slow('at the end'))
    await asyncio.sleep(0)
asyncio.run(main())
`,
    );
    expect(said).toBe("timeout\n[CancelledError(''), '<on>']\n");
    expect(seen.aborted).toEqual(['timeout', 'cancelled', 'at the end']);
  });

  test('a loop that does not wait hears of the outside all the same', async () => {
    const cell = newCell();
    lookups(cell);
    const said = await output(
      cell,
      `
import asyncio
async def main():
    task = asyncio.create_task(lookup('x'))
    while not task.done():
        await asyncio.sleep(0)
    print(task.result())
asyncio.run(main())
`,
    );
    expect(said).toBe('<x>\n');
  });

  test('awaitable says when a coroutine is given', async () => {
    const cell = newCell();
    cell.set(
      'never',
      hostFunction(async (n: number) => n, { name: 'never', awaitable: false }),
    );
    cell.set(
      'at_once',
      hostFunction((n: number) => n + 1, { name: 'at_once', awaitable: true }),
    );
    cell.set(
      'always',
      hostFunction(async (n: number) => n + 2, { name: 'always', awaitable: 'always' }),
    );
    const said = await output(
      cell,
      `
import asyncio
async def main():
    return never(1), await at_once(1), await always(1)
print(asyncio.run(main()), at_once(5), asyncio.run(always(5)))
`,
    );
    expect(said).toBe('(1, 2, 3) 6 7\n');
  });

  test('with a signal, a call that is waited for is given up when the cell ends', async () => {
    const cell = newCell();
    const seen = lookups(cell);
    const called = new Promise<void>((resolve) => {
      seen.slow = resolve;
    });
    void cell.run('slow("plain")');
    await called;
    cell.dispose();
    expect(seen.aborted).toEqual(['plain']);
  });

  test('numbers of calls that a program makes up harm nobody but itself', async () => {
    const cell = newCell({ modules: { allow: ['_event_loop'] } });
    lookups(cell);
    const said = await output(
      cell,
      `
import _event_loop as e
for use in (lambda: e.begin(-1, lookup, (), {}), lambda: e.begin(2**40, lookup, (), {}), lambda: e.begin(1, print, (), {}),
            lambda: e.wait([99], [], 0, 0), lambda: e.wait([], [], 7, 0), lambda: e.abandon(5), lambda: e.result((None, 'X', 'y')),
            lambda: e.result((None, 1, 2)), lambda: e.wait(list(range(999)), [], 0, 0)):
    try:
        print(use())
    except Exception as x:
        print(type(x).__name__, x)
`,
    );
    expect(said).toMatchInlineSnapshot(`
      "ValueError a small number is required
      ValueError a small number is required
      TypeError a function of the host, a tuple and a dict are required
      OSError [Errno 9] Bad file descriptor
      ((), (), None)
      None
      PermissionError [Errno 13] y
      RuntimeError an error in the host
      ValueError too many file descriptors in select()
      "
    `);
  });

  test('there is a most of calls under way at once', async () => {
    const cell = newCell({ modules: { allow: ['_event_loop'] }, limits: { effects: 1e6 } });
    let began = 0;
    const never = new Promise<never>(() => {});
    cell.set(
      'ask',
      hostFunction(
        () => {
          began++;
          return never;
        },
        { name: 'ask', awaitable: true },
      ),
    );
    const program = 'import _event_loop as e\nfor n in range(20_000): e.begin(n, ask, (), {})';
    expect(await output(cell, program)).toContain('RuntimeError: more than 10000 calls of the host under way');
    expect(began).toBe(10_000);
  });

  test('what is under way is begun anew where the cell goes on elsewhere', async () => {
    const first = newCell();
    let began = 0;
    const lookup = hostFunction(
      async (key: string) => {
        began++;
        await sleep(began <= 2 ? 60_000 : 5);
        return key.toUpperCase();
      },
      { name: 'lookup' },
    );
    first.set('lookup', lookup);
    const step = first.start(
      `
import asyncio
async def main():
    print(await asyncio.gather(lookup('a'), lookup('b')))
asyncio.run(main())
`,
    );
    expect(step.kind).toBe('waiting');
    expect(began).toBe(2);
    const bytes = first.snapshot();
    first.dispose();
    const second = Cell.restore(bytes, { policy: { extends: 'pure' }, functions: { lookup } });
    const r = await second.resume();
    expect(r.error?.traceback ?? r.stdout).toBe("['A', 'B']\n");
    expect(began).toBe(4);
  });

  test('in a process of its own too', async () => {
    const cell = ProcessCell.create({
      policy: { extends: 'pure', clock: { mode: 'real' } },
      limits: { time: 600_000 },
    });
    try {
      // The first two are answered when both are under way.
      const waiting: (() => void)[] = [];
      cell.set(
        'lookup',
        hostFunction(
          async (key: string) => {
            if (waiting.length < 2) {
              await new Promise<void>((resolve) => {
                waiting.push(resolve);
                if (waiting.length === 2) for (const go of waiting) go();
              });
            }
            return key.toUpperCase();
          },
          { name: 'lookup' },
        ),
      );
      const r = await cell.run(`
import asyncio
async def main():
    print(await asyncio.gather(lookup('a'), lookup('b'), asyncio.sleep(0.01, 'slept')), lookup('c').close())
asyncio.run(main())
print(lookup('plain'))
`);
      expect(r.error?.traceback ?? r.stdout).toBe("['A', 'B', 'slept'] None\nPLAIN\n");
    } finally {
      cell.dispose();
    }
  });
});
