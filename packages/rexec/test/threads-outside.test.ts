// Threads that wait for the host or for sockets: each stands still alone, the others go on.
import { afterAll, describe, expect, test } from 'vitest';
import { hostFunction } from '../src/bastion/bastion.js';
import { Cell } from '../src/cell/cell.js';
import { nodePlatform } from '../src/node/platform.js';
import { ProcessCell } from '../src/node/process-cell.js';
import { Recorder } from '../src/replay/recorder.js';
import { Replay } from '../src/replay/replay.js';
import { usePlatform } from '../src/system/platform.js';
import { closeAll, http, run } from './network-support.js';

usePlatform(nodePlatform);
afterAll(closeAll);

const limits = { time: 600_000 };
const policy = { extends: 'pure', clock: { mode: 'real' } } as const;

/** A function that answers as soon as `n` calls of it are under way. */
function meeting(n: number) {
  const waiting: (() => void)[] = [];
  return hostFunction(
    async (value: unknown) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === n) for (const go of waiting.splice(0)) go();
      });
      return value as number;
    },
    { name: 'meet' },
  );
}

const POOL = `
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(meet, range(4))))
`;

describe('functions of the host', () => {
  test('several threads wait for them at once', async () => {
    const cell = Cell.create({ policy, limits });
    cell.set('meet', meeting(4));
    const r = await cell.run(POOL);
    expect(r.error?.traceback ?? r.stdout).toBe('[0, 1, 2, 3]\n');
  });

  test('in a process of its own too', async () => {
    const cell = ProcessCell.create({ policy, limits });
    try {
      cell.set('meet', meeting(4));
      const r = await cell.run(POOL);
      expect(r.error?.traceback ?? r.stdout).toBe('[0, 1, 2, 3]\n');
    } finally {
      cell.dispose();
    }
  });

  test('threads that compute or sleep go on meanwhile, and the answer comes all the same', async () => {
    const cell = Cell.create({ policy, limits });
    let answer = () => {};
    cell.set(
      'lookup',
      hostFunction(() => new Promise<string>((resolve) => (answer = () => resolve('found'))), {
        name: 'lookup',
        awaitable: true,
      }),
    );
    cell.set(
      'tell',
      hostFunction(() => answer(), { name: 'tell' }),
    );
    const r = await cell.run(`
import threading, time
done = []
def spin():
    while not done:
        pass
def later():
    time.sleep(0.01)
    tell()
threads = [threading.Thread(target=f) for f in (spin, later)]
for t in threads: t.start()
print(lookup())
done.append(1)
for t in threads: t.join()
`);
    expect(r.error?.traceback ?? r.stdout).toBe('found\n');
  });

  test('event loops in several threads, to_thread in them, and an error', async () => {
    const cell = Cell.create({ policy, limits });
    cell.set('meet', meeting(6));
    cell.set(
      'fail',
      hostFunction(
        async () => {
          throw new Error('secret');
        },
        { name: 'fail' },
      ),
    );
    const r = await cell.run(`
import asyncio, threading
out = {}
async def main(n):
    out[n] = await asyncio.gather(meet(n), asyncio.to_thread(meet, n + 10))
    try:
        await asyncio.to_thread(fail)
    except RuntimeError as e:
        out[n].append(str(e))
threads = [threading.Thread(target=lambda n=n: asyncio.run(main(n))) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(out.items()))
`);
    const rows = [0, 1, 2].map((n) => `(${n}, [${n}, ${n + 10}, 'an error in the host'])`);
    expect(r.error?.traceback ?? r.stdout).toBe(`[${rows.join(', ')}]\n`);
  });

  test('a snapshot is taken meanwhile: what is under way is begun anew elsewhere', async () => {
    const first = Cell.create({ policy, limits });
    first.set('meet', meeting(100));
    const step = first.start(POOL);
    expect(step.kind).toBe('waiting');
    const bytes = first.snapshot();
    first.dispose();
    const second = Cell.restore(bytes, { policy, limits, functions: { meet: meeting(4) } });
    const r = await second.resume();
    expect(r.error?.traceback ?? r.stdout).toBe('[0, 1, 2, 3]\n');
  });

  test('a recording of it is replayed', async () => {
    const parts: Uint8Array[] = [];
    const cell = Cell.create({ policy, limits, recorder: new Recorder((bytes) => parts.push(bytes)) });
    cell.set('meet', meeting(4));
    const r = await cell.run(POOL);
    const again = Replay.open(Buffer.concat(parts)).toEnd();
    expect(again.map((a) => [a.stdout, a.usage.fuel])).toEqual([[r.stdout, r.usage.fuel]]);
  });

  test('a clock that does not go by itself jumps, and calls are waited for all the same', async () => {
    const cell = Cell.create({ policy: { extends: 'pure', clock: { mode: 'virtual' } }, limits });
    cell.set('meet', meeting(2));
    const r = await cell.run(`
import threading, time
def sleep():
    time.sleep(3600)
    print('slept')
threads = [threading.Thread(target=sleep)] + [threading.Thread(target=lambda: print(meet(1))) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`);
    expect(r.error?.traceback ?? r.stdout).toMatch(/^1\n1\nslept\n$/);
  });
});

test('sockets: threads wait for their answers at once', async () => {
  const waiting: (() => void)[] = [];
  const port = await http((_request, response) => {
    waiting.push(() => response.end('together'));
    if (waiting.length === 3) for (const go of waiting.splice(0)) go();
  });
  const r = await run(
    { network: { allow: [`tcp://127.0.0.1:${port}`] } },
    `
import threading, urllib.request
from concurrent.futures import ThreadPoolExecutor
def fetch(_):
    with urllib.request.urlopen('http://127.0.0.1:${port}/', timeout=600) as f:
        return f.read()
with ThreadPoolExecutor(3) as pool:
    print(set(pool.map(fetch, range(3))))
import socket
s = socket.create_connection(('127.0.0.1', ${port}))
s.settimeout(0.05)
def wait():
    try: s.recv(1)
    except TimeoutError as e: print(e)
t = threading.Thread(target=wait); t.start(); t.join()
`,
  );
  expect(r.text).toBe("{b'together'}\ntimed out\n");
});
