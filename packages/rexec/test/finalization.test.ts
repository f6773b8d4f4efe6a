import { describe, expect, it } from 'vitest';
import { Cell } from '../src/index.js';

const MiB = 2 ** 20;

/** Objects that are let go of at once, until memory makes the machine look. */
const MANY = `
class C:
    count = 0
    def __del__(self):
        C.count += 1

def many():
    for _ in range(40_000):
        C()
`;

describe('finalization', () => {
  it('happens at the end of a program: atexit, then finalizers', () => {
    const r = Cell.create().runProgramSync(`
import atexit
class C:
    def __del__(self): print('del')
def g():
    try: yield
    finally: print('finally')
c, h = C(), g()
next(h)
atexit.register(print, 'atexit')
print('end')
`);
    expect(r.stdout).toBe('end\natexit\ndel\nfinally\n');
  });

  it('happens at the end of a program that failed or left, once', () => {
    for (const last of ['1 / 0', 'raise SystemExit(3)']) {
      const cell = Cell.create();
      const r = cell.runProgramSync(`class C:\n  def __del__(self): print('del')\nc = C()\n${last}`);
      expect(r.stdout).toBe('del\n');
      expect(r.status).toBe('error');
      expect(cell.finishSync().stdout).toBe('');
    }
  });

  it('does not happen after a limit', () => {
    const source = `
class C:
    def __del__(self): print('del')
def g():
    try: yield
    finally: print('finally')
c, h = C(), g()
next(h)
try:
    while True: pass
finally:
    print('never')
`;
    const r = Cell.create({ limits: { fuel: 1_000_000 } }).runProgramSync(source);
    expect(r.status).toBe('limit');
    expect(r.stdout).toBe('');
  });

  it('is limited itself', () => {
    const source = `class C:\n  def __del__(self):\n    while True: pass\nc = C()`;
    const r = Cell.create({ limits: { fuel: 1_000_000 } }).runProgramSync(source);
    expect(r.status).toBe('limit');
    expect(r.error?.limit).toBe('fuel');
  });

  it('happens when memory is looked at, at the same instruction each time', () => {
    const run = () => Cell.create({ limits: { memory: 4 * MiB } }).runSync(`${MANY}\nmany()\nprint(C.count)`);
    const [a, b] = [run(), run()];
    expect(a.status).toBe('ok');
    expect(Number(a.stdout)).toBeGreaterThan(10_000);
    expect(b.stdout).toBe(a.stdout);
    expect(b.usage.fuel).toBe(a.usage.fuel);
  });

  it('closes generators and clears weak references when memory is looked at', () => {
    const r = Cell.create({ limits: { memory: 4 * MiB } }).runSync(`
import weakref
class Plain: pass
closed = 0
def g():
    global closed
    try: yield
    finally: closed += 1
refs = []
called = []
for i in range(20_000):
    next(g())
    if i % 1000 == 0: refs.append(weakref.ref(Plain(), called.append))
print(closed > 2_000, len(called) > 2, sum(r() is None for r in refs) == len(called))
`);
    expect(r.stderr).toBe('');
    expect(r.stdout).toBe('True True True\n');
  });

  it('keeps what natives and frames work on', () => {
    const r = Cell.create({ limits: { memory: 4 * MiB } }).runSync(`
gone = []
class Key:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        [0] * 1000
        return self.n < other.n
    def __del__(self): gone.append(self.n)
def fill(n):
    return sorted((Key(i * 7919 % n) for i in range(n)))
x = fill(2000)
for k in map(lambda k: [k, [0] * 2000], x):
    assert k[0].n not in gone
print(len(gone), [k.n for k in x] == list(range(2000)))
`);
    expect(r.stderr).toBe('');
    expect(r.stdout).toBe('0 True\n');
  });

  it('goes by sys.unraisablehook', () => {
    const r = Cell.create().runProgramSync(`
import sys
class C:
    def __del__(self): raise ValueError('in del')
def hook(info): print(info.exc_type.__name__, info.exc_value, info.err_msg[:51])
sys.unraisablehook = hook
c = C()
`);
    expect(r.stdout).toBe('ValueError in del Exception ignored while calling deallocator <functi\n');
  });
});
