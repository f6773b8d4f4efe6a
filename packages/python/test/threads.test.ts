/** Threads: they switch at the same instructions everywhere, wait in turn, and are data while they stand still. */
import { describe, expect, test } from 'vitest';
import { MAX_THREADS } from '../src/machine/threads.js';
import { Program, seeded } from './snapshot-support.js';

const run = (source: string, limits: Record<string, number> = {}) => new Program(null, limits).run(source);

/** The same with stops, snapshots and forks on the way. */
function inPieces(source: string, span: number, seed = 1) {
  const random = seeded(seed);
  return new Program(() => 1 + Math.floor(random() * span)).run(source);
}

const RACE = `
import _thread
log = []
done = []
def count(name):
    for i in range(4000):
        if i % 500 == 0:
            log.append((name, i))
    done.append(name)
for name in 'abc':
    _thread.start_new_thread(count, (name,))
while len(done) < 3:
    pass
print(log)
print(done)
`;

const WAITS = `
import _thread, time
lock = _thread.allocate_lock()
rlock = _thread.RLock()
local = _thread._local()
log = []
def work(n):
    local.n = n
    for i in range(5):
        with rlock:
            with rlock:
                x = [n] * 20
                log.append((local.n, sum(x) // 20))
        for _ in range(300): pass
    lock.acquire()
    lock.release()
    try:
        raise ValueError(n)
    except ValueError as e:
        for _ in range(300): pass
        log.append(str(e))
lock.acquire()
handles = [_thread.start_joinable_thread(lambda n=n: work(n)) for n in range(4)]
for _ in range(5000): pass
lock.release()
for h in handles: h.join()
print(log, lock.locked(), rlock)
`.replace('rlock)', 'rlock.locked())');

describe('switching', () => {
  test('the same program switches at the same instructions, whatever stops it on the way', () => {
    const whole = run(RACE);
    expect(whole.ended).toBe('done');
    expect(whole.stdout).toContain("['a', 'b', 'c']");
    // They took turns.
    expect(whole.stdout).not.toContain("('a', 3000), ('a', 3500)]");
    expect(run(RACE)).toEqual(whole);
    for (const seed of [1, 2, 3]) {
      const { stdout, stderr, fuel, ended } = inPieces(RACE, 9000, seed);
      expect({ stdout, stderr, fuel, ended }).toEqual({ ...whole, snapshots: undefined, largest: undefined });
    }
  });

  test('snapshots in the middle of what threads do and wait for', () => {
    const whole = run(WAITS);
    expect(whole.stderr).toBe('');
    expect(whole.stdout).toContain('False False');
    for (const seed of [4, 5]) {
      const { stdout, stderr, fuel, ended } = inPieces(WAITS, 3000, seed);
      expect({ stdout, stderr, fuel, ended }).toEqual({ ...whole, snapshots: undefined, largest: undefined });
    }
  });

  test('a thread that spends fuel for ever ends the run by its limit', () => {
    const source = `
import _thread
def spin():
    while True: pass
_thread.start_new_thread(spin, ())
while True: pass
`;
    expect(run(source, { fuel: 300_000 }).ended).toBe('limit: fuel');
  });
});

describe('waiting', () => {
  test('who waits longest gets the lock', () => {
    const source = `
import _thread
lock = _thread.allocate_lock()
order = []
def take(n):
    with lock: order.append(n)
lock.acquire()
handles = []
for n in range(5):
    handles.append(_thread.start_joinable_thread(lambda n=n: take(n)))
    for _ in range(20000): pass
lock.release()
for h in handles: h.join()
print(order)
`;
    expect(run(source).stdout).toBe('[0, 1, 2, 3, 4]\n');
  });

  test('without a clock, time jumps to what is waited for', () => {
    const source = `
import _thread
lock = _thread.allocate_lock()
lock.acquire()
print(lock.acquire(timeout=3600))
order = []
def wait(seconds):
    lock.acquire(timeout=seconds)
    order.append(seconds)
handles = [_thread.start_joinable_thread(lambda s=s: wait(s)) for s in (3e6, 10, 5e3, 0.5)]
for h in handles: h.join()
print(order)
`;
    expect(run(source).stdout).toBe('False\n[0.5, 10, 5000.0, 3000000.0]\n');
  });

  test('a deadlock is a RuntimeError of the main thread', () => {
    const source = `
import _thread
a, b = _thread.allocate_lock(), _thread.allocate_lock()
def one():
    with a:
        go.release()
        b.acquire()
go = _thread.allocate_lock()
go.acquire()
b.acquire()
_thread.start_new_thread(one, ())
go.acquire()
try:
    a.acquire()
except RuntimeError as e:
    print(e)
try:
    go.acquire()
except RuntimeError as e:
    print(e)
b.release()
with a: print('it goes on')
`;
    const text = 'deadlock: all 2 threads wait for each other\n';
    expect(run(source).stdout).toBe(`${text}${text}it goes on\n`);
    expect(run('import _thread\nl = _thread.allocate_lock()\nl.acquire()\nl.acquire()').stderr).toContain(
      'RuntimeError: deadlock: the only thread waits for what nobody does',
    );
  });
});

describe('limits', () => {
  test('more threads than there may be', () => {
    const source = `
import _thread
lock = _thread.allocate_lock()
lock.acquire()
n = 0
try:
    while True:
        _thread.start_new_thread(lock.acquire, ())
        n += 1
except RuntimeError as e:
    print(n, e)
`;
    expect(run(source).stdout).toBe(`${MAX_THREADS - 1} can't start new thread\n`);
  });

  test('threads that start threads end by a limit', () => {
    const source = `
import _thread
def bomb():
    while True:
        try: _thread.start_new_thread(bomb, ())
        except RuntimeError: pass
bomb()
`;
    expect(run(source, { fuel: 3_000_000 }).ended).toBe('limit: fuel');
  });

  test('frames of all threads are memory', () => {
    const source = `
import _thread, sys
sys.setrecursionlimit(20000)
lock = _thread.allocate_lock()
lock.acquire()
def deep(n):
    a = b = c = d = e = f = g = n
    if n: deep(n - 1)
    else: lock.acquire()
for _ in range(900):
    _thread.start_new_thread(deep, (3000,))
while True: pass
`;
    expect(run(source, { memory: 30_000_000 }).ended).toBe('limit: memory');
  });

  test('each thread has its own depth', () => {
    const source = `
import _thread
def deep(n):
    return n and deep(n - 1)
def go():
    if deep(900) == 0: print('deep enough')
def outer(n):
    if n: return outer(n - 1)
    _thread.start_joinable_thread(go).join()
outer(900)
`;
    expect(run(source).stdout).toBe('deep enough\n');
  });
});

describe('locals', () => {
  test('what belonged to a thread goes with it', () => {
    const source = `
import _thread, gc, weakref
class Value: pass
local = _thread._local()
refs = []
def use():
    v = local.v = Value()
    refs.append(weakref.ref(v))
for _ in range(3): _thread.start_joinable_thread(use).join()
gc.collect()
print([r() for r in refs], local.__dict__)
`;
    expect(run(source).stdout).toBe('[None, None, None] {}\n');
  });

  test('a context of contextvars, and an event loop, are of one thread', () => {
    const source = `
import _thread, _contextvars, _event_loop
var = _contextvars.ContextVar('var', default='none')
var.set('main')
_event_loop._set_running_loop('a loop')
def other():
    print(var.get(), _event_loop._get_running_loop())
    var.set('other')
_thread.start_joinable_thread(other).join()
print(var.get(), _event_loop._get_running_loop())
`;
    expect(run(source).stdout).toBe('none None\nmain a loop\n');
  });
});
