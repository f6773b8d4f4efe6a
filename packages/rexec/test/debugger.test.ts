// A debugger of a cell: where it stops, what it shows, and that a hostile program can neither hide from it nor break it.
import { describe, expect, test } from 'vitest';
import { Cell, Debugger, hostFunction } from '../src/index.js';

const PROGRAM = `def double(n):
    result = n * 2
    return result

def work(items):
    total = 0
    for item in items:
        total += double(item)
    return total

print(work([1, 2, 3]))
print('end')
`;

async function started(source: string, options: Parameters<typeof Cell.create>[0] = {}) {
  const cell = Cell.create(options);
  const debug = new Debugger(cell);
  const event = await debug.start(source, { filename: 'prog.py' });
  return { cell, debug, event };
}

/** Lines of the frames, innermost first. */
const lines = (debug: Debugger) => debug.frames().map((f) => f.line);

describe('motion', () => {
  test('it stops at the first line', async () => {
    const { debug, event } = await started(PROGRAM);
    expect(event).toMatchObject({ kind: 'stopped', reason: 'entry', frame: { line: 1, file: 'prog.py' } });
    expect(debug.state).toBe('stopped');
  });

  test('over a call, into it, and out of it', async () => {
    const { debug } = await started(PROGRAM);
    await debug.stepOver();
    expect(lines(debug)).toEqual([5]);
    await debug.stepOver();
    expect(lines(debug)).toEqual([11]);
    await debug.stepIn();
    expect(debug.frames().map((f) => [f.function, f.line])).toEqual([
      ['work', 6],
      ['<module>', 11],
    ]);
    await debug.stepOut();
    expect(lines(debug)).toEqual([12]);
    const event = await debug.stepOver();
    expect(event).toMatchObject({ kind: 'ended', result: { status: 'ok', stdout: '12\nend\n' } });
  });

  test('a breakpoint, each time', async () => {
    const { debug } = await started(PROGRAM);
    const breakpoint = debug.setBreakpoint({ line: 2 });
    expect(breakpoint).toMatchObject({ id: 1, line: 2, verified: true });
    const seen: string[] = [];
    for (let event = await debug.continue(); event.kind === 'stopped'; event = await debug.continue()) {
      expect(event).toMatchObject({ reason: 'breakpoint', breakpoints: [{ id: 1 }] });
      seen.push(
        debug
          .locals()
          .map((v) => `${v.name}=${v.text}`)
          .join(),
      );
    }
    expect(seen).toEqual(['n=1', 'n=2', 'n=3']);
    expect(breakpoint.hits).toBe(3);
  });

  test('a breakpoint with a condition, one that is passed a few times, one that goes when it was hit', async () => {
    const { debug } = await started(PROGRAM);
    debug.setBreakpoint({ line: 2, condition: 'n == 3' });
    await debug.continue();
    expect(debug.locals()).toMatchObject([{ name: 'n', text: '3' }]);
    const again = await started(PROGRAM);
    again.debug.setBreakpoint({ line: 2, ignore: 1 });
    await again.debug.continue();
    expect(again.debug.locals()).toMatchObject([{ name: 'n', text: '2' }]);
    const once = await started(PROGRAM);
    await once.debug.runTo(3);
    expect(lines(once.debug)[0]).toBe(3);
    expect(await once.debug.continue()).toMatchObject({ kind: 'ended' });
  });

  test('a condition that fails stops', async () => {
    const { debug } = await started(PROGRAM);
    debug.setBreakpoint({ line: 2, condition: 'nowhere > 3' });
    expect(await debug.continue()).toMatchObject({ kind: 'stopped', reason: 'breakpoint' });
  });

  test('a step over a call ends at its line, whatever conditions were false on the way', async () => {
    const { debug } = await started('def f(x):\n    return x\n\ndef g():\n    return 1\ny = g() + f(1)\nz = f(2)\n');
    debug.setBreakpoint({ line: 2, condition: 'x > 5' });
    debug.setBreakpoint({ line: 5 });
    await debug.continue();
    expect(lines(debug)).toEqual([5, 6]);
    await debug.stepOver();
    expect(lines(debug)).toEqual([7]);
  });

  test('a line on which nothing begins moves to the next that has something', async () => {
    const { debug } = await started(PROGRAM);
    expect(debug.setBreakpoint({ line: 4 })).toMatchObject({ line: 5, verified: true });
    expect(debug.setBreakpoint({ line: 400 })).toMatchObject({ line: 400, verified: false });
  });

  test('breakpoints set before the start', async () => {
    const debug = new Debugger(Cell.create());
    debug.setBreakpoint({ line: 8 });
    const event = await debug.start(PROGRAM, { filename: 'prog.py', stopOnEntry: false });
    expect(event).toMatchObject({ reason: 'breakpoint', frame: { line: 8 } });
  });

  test('until a line of the frame', async () => {
    const { debug } = await started(PROGRAM);
    await debug.until(12);
    expect(lines(debug)).toEqual([12]);
  });

  test('an exception, where it is raised and where nothing handles it', async () => {
    const source = `def f(x):
    return 1 / x
try:
    f(0)
except ZeroDivisionError:
    pass
try:
    f(0)
finally:
    done = True
`;
    const { debug } = await started(source);
    debug.breakOn({ raised: true });
    const raised = await debug.continue();
    expect(raised).toMatchObject({
      reason: 'raised',
      exception: { type: 'ZeroDivisionError', text: "ZeroDivisionError('division by zero')" },
      frame: { function: 'f', line: 2, column: 11, endColumn: 16 },
    });
    debug.breakOn({ uncaught: true });
    expect(await debug.continue()).toMatchObject({ reason: 'uncaught', frame: { function: 'f', line: 2 } });
    expect(debug.frames().map((f) => [f.function, f.line])).toEqual([
      ['f', 2],
      ['<module>', 8],
    ]);
    expect(debug.locals(0)).toMatchObject([{ name: 'x', text: '0' }]);
    expect(await debug.evaluate('done', { frame: 1 })).toMatchObject({ text: 'True' });
    const end = await debug.continue();
    const plain = await Cell.create().runProgram(source, { filename: 'prog.py' });
    expect(end).toMatchObject({ kind: 'ended', result: { stderr: plain.stderr, usage: { fuel: plain.usage.fuel } } });
  });

  test('a program that runs is paused, whatever it does', async () => {
    for (const loop of ['while True: pass', 'n = 0\nwhile True:\n    n += 1', 'while True:\n    sum(range(1000))']) {
      const { debug } = await started(loop);
      setTimeout(() => debug.pause(), 5);
      const event = await debug.continue();
      expect(event).toMatchObject({ kind: 'stopped', reason: 'pause' });
      expect(await debug.evaluate('1 + 1')).toMatchObject({ ok: true, text: '2' });
      setTimeout(() => debug.stop(), 5);
      expect(await debug.continue()).toMatchObject({ kind: 'ended', result: { status: 'limit' } });
    }
  });

  test('a program that waits is paused once it goes on, or ended at once', async () => {
    const { cell, debug } = await started('x = slow(3)\nprint(x)\n');
    cell.set(
      'slow',
      hostFunction(async () => new Promise((r) => setTimeout(() => r(1), 30)), { name: 'slow' }),
    );
    setTimeout(() => debug.pause(), 5);
    expect(await debug.continue()).toMatchObject({ reason: 'pause', frame: { line: 2 } });
    const other = await started('slow(3)\n');
    other.cell.set(
      'slow',
      hostFunction(async () => new Promise(() => {}), { name: 'slow' }),
    );
    setTimeout(() => other.debug.stop(), 5);
    expect(await other.debug.continue()).toMatchObject({ kind: 'ended', result: { error: { limit: 'stopped' } } });
  });

  test('a program that waits for its host', async () => {
    const { cell, debug } = await started('x = slow(3)\nprint(x)\n');
    cell.set(
      'slow',
      hostFunction(async (n) => (n as number) * 2, { name: 'slow' }),
    );
    await debug.stepOver();
    expect(lines(debug)).toEqual([2]);
    expect(await debug.evaluate('slow(x)')).toMatchObject({ ok: true, text: '12' });
    expect(await debug.stepOver()).toMatchObject({ kind: 'ended', result: { stdout: '6\n' } });
  });

  test('a snapshot at a stop goes on elsewhere, under a debugger or without', async () => {
    const { cell, debug } = await started(PROGRAM);
    debug.setBreakpoint({ line: 2, condition: 'n == 2' });
    await debug.continue();
    const bytes = cell.snapshot();
    const plain = await Cell.create().runProgram(PROGRAM, { filename: 'prog.py' });
    const alone = await Cell.restore(bytes).resume();
    expect(alone.stdout).toBe('12\nend\n');
    const other = new Debugger(Cell.restore(bytes));
    expect(await other.attach('prog.py')).toMatchObject({ kind: 'stopped', frame: { line: 2 } });
    expect(other.locals()).toMatchObject([{ name: 'n', text: '2' }]);
    await other.stepOver();
    expect(lines(other)[0]).toBe(3);
    const end = await other.continue();
    expect(end).toMatchObject({ result: { stdout: '12\nend\n', usage: { fuel: plain.usage.fuel } } });
  });

  test('so does one at a stop where an exception is raised, or raised again', async () => {
    const source = 'def f():\n    return {}["k"]\ntry:\n    f()\nfinally:\n    print("finally")\n';
    const plain = await Cell.create().runProgram(source, { filename: 'prog.py' });
    for (const what of [{ raised: true }, { uncaught: true }]) {
      const { cell, debug } = await started(source);
      debug.breakOn(what);
      await debug.continue();
      const other = new Debugger(Cell.restore(cell.snapshot()));
      await other.attach('prog.py');
      expect(other.inspect()).toEqual(debug.inspect());
      const end = await other.continue();
      const { stdout, usage } = plain;
      expect(end).toMatchObject({ result: { stdout, usage: { fuel: usage.fuel }, error: plain.error } });
    }
  });

  test('a program that cannot be compiled ends', async () => {
    expect((await started('def')).event).toMatchObject({ kind: 'ended', result: { error: { type: 'SyntaxError' } } });
  });

  test('events are told to whoever listens', async () => {
    const told: string[] = [];
    const debug = new Debugger(Cell.create({ onStdout: (t) => told.push(t) }));
    debug.on('stopped', (e) => told.push(e.reason));
    const quiet = debug.on('stopped', () => told.push('never'));
    quiet();
    debug.on('ended', (e) => told.push(e.result.status));
    await debug.start('print(1)');
    await debug.continue();
    expect(told).toEqual(['entry', '1\n', 'ok']);
  });
});

describe('looking', () => {
  const SOURCE = `class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
def outer(a, *rest, key='k'):
    inside = [a, {'b': (1,)}, {2}, b'c', 1.5, None]
    point = Point(1, 'two')
    def inner():
        return a
    return inner
outer('ä' * 3, 4)
`;

  test('frames, locals and globals', async () => {
    const { debug } = await started(SOURCE);
    debug.setBreakpoint({ line: 10 });
    await debug.continue();
    expect(debug.frames()[0]).toMatchObject({ function: 'outer', line: 10, column: 11, source: '    return inner' });
    expect(debug.locals().map((v) => `${v.name}: ${v.type} = ${v.text}`)).toEqual([
      "a: str = 'äää'",
      "key: str = 'k'",
      'rest: tuple = (4,)',
      "inside: list = ['äää', {'b': (1,)}, {2}, b'c', 1.5, None]",
      "point: Point = <Point object x=1, y='two'>",
      'inner: function = <function outer.<locals>.inner>',
    ]);
    expect(debug.globals().map((v) => v.name)).toContain('Point');
    const [frame] = debug.inspect({ globals: true });
    expect(frame!.locals).toEqual(debug.locals());
    expect(frame!.globals).toEqual(debug.globals());
  });

  test('expressions see the frame, in functions within them too', async () => {
    const { debug } = await started(SOURCE);
    debug.setBreakpoint({ line: 10 });
    await debug.continue();
    expect(await debug.evaluate('len(a) + rest[0]')).toEqual({ ok: true, text: '7', type: 'int' });
    expect(await debug.evaluate('[a[i] for i in range(2)]')).toMatchObject({ text: "['ä', 'ä']" });
    expect(await debug.evaluate('(lambda: key)()')).toMatchObject({ text: "'k'" });
    expect(await debug.evaluate('inner()')).toMatchObject({ text: "'äää'" });
    expect(await debug.evaluate('nowhere')).toMatchObject({
      ok: false,
      text: "NameError: name 'nowhere' is not defined",
    });
    expect(await debug.evaluate('1 +')).toMatchObject({ ok: false, type: 'SyntaxError' });
    expect(await debug.evaluate('point', { repr: true })).toMatchObject({
      text: expect.stringMatching(/^<__main__.Point/),
    });
    expect(await debug.evaluate('__name__', { frame: 1 })).toMatchObject({ text: "'__main__'" });
  });

  test('variables are set, by statements and by name', async () => {
    const { debug } = await started(PROGRAM);
    debug.setBreakpoint({ line: 3 });
    await debug.continue();
    expect(await debug.setLocal('result', '100 + n')).toMatchObject({ ok: true, text: '101' });
    expect(debug.locals()).toMatchObject([{ text: '1' }, { name: 'result', text: '101' }]);
    await expect(debug.setLocal('missing', '1')).rejects.toThrow("no variable 'missing'");
    await debug.continue();
    expect(await debug.evaluate('result = 1000', { statements: true })).toMatchObject({ ok: true });
    debug.breakpoints.clear();
    expect(await debug.continue()).toMatchObject({ result: { stdout: '1107\nend\n' } });
  });

  test('what an expression does and spends is not the program’s', async () => {
    const plain = await Cell.create().runProgram(PROGRAM, { filename: 'prog.py' });
    const { debug } = await started(PROGRAM);
    debug.setBreakpoint({ line: 2 });
    await debug.continue();
    expect(await debug.evaluate('while True: pass', { statements: true, fuel: 10_000 })).toMatchObject({
      ok: false,
      type: 'LimitError',
    });
    expect(await debug.evaluate('1 / 0')).toMatchObject({ ok: false, text: 'ZeroDivisionError: division by zero' });
    expect(await debug.evaluate('(lambda f: f(f))(lambda f: f(f))')).toMatchObject({ type: 'RecursionError' });
    expect(await debug.evaluate('"x" * 10**12')).toMatchObject({ ok: false });
    expect(await debug.evaluate('raise SystemExit', { statements: true })).toMatchObject({ type: 'SystemExit' });
    expect(await debug.evaluate('double(n)')).toMatchObject({ text: '2' });
    debug.breakpoints.clear();
    const end = await debug.continue();
    expect(end).toMatchObject({ result: { stdout: plain.stdout, usage: { fuel: plain.usage.fuel } } });
  });
});

describe('hostile programs', () => {
  test('no code of theirs runs when they are looked at', async () => {
    const { debug } = await started(`ran = []
class Evil(dict):
    def __getattribute__(self, name):
        ran.append(name)
        return object.__getattribute__(self, name)
    def __repr__(self):
        ran.append('repr')
        while True: pass
    @property
    def __class__(self):
        ran.append('class')
        return int
    __str__ = __len__ = __iter__ = __eq__ = __hash__ = __repr__
class List(list):
    __repr__ = __iter__ = __len__ = Evil.__repr__
class Meta(type):
    __repr__ = Evil.__repr__
    def __instancecheck__(self, x): return Evil.__repr__(self)
class Odd(metaclass=Meta):
    __slots__ = ('a',)
evil, items, odd = Evil(), List([1, 2]), Odd()
odd.a = evil
stop = 1
`);
    debug.setBreakpoint({ line: 23 });
    await debug.continue();
    const shown = new Map(debug.locals().map((v) => [v.name, `${v.type} ${v.text}`]));
    expect(shown.get('evil')).toBe('Evil Evil({})');
    expect(shown.get('items')).toBe('List List([1, 2])');
    expect(shown.get('odd')).toBe('Odd <Odd object a=Evil({})>');
    expect(shown.get('Odd')).toBe("Meta <class 'Odd'>");
    expect(shown.get('ran')).toBe('list []');
    expect(await debug.evaluate('evil', { repr: true, fuel: 50_000 })).toMatchObject({ ok: false, type: 'LimitError' });
    expect(await debug.evaluate('evil')).toMatchObject({ ok: true, text: 'Evil({})' });
    expect(await debug.continue()).toMatchObject({ kind: 'ended', result: { status: 'ok' } });
  });

  test('what they make is shown in bounds', async () => {
    const { debug } = await started(`text = 'x' * 10_000_000
deep = []
for _ in range(100_000): deep = [deep]
round = []; round.append(round)
number = 7 ** 100_000
wide = list(range(1_000_000))
keys = {i: i for i in range(100_000)}
escape = '\\x1b[2J\\u202e\\ud800'
C = type('A\\x1b[2J' * 100, (), {})
c = C()
globals()['\\x1b[31m'] = 1
for i in range(5000): globals()['v%d' % i] = i
stop = 1
`);
    debug.setBreakpoint({ line: 13 });
    await debug.continue();
    const locals = debug.locals();
    expect(locals.length).toBe(200);
    for (const { name, type, text } of locals) {
      expect(`${name}${type}`.length).toBeLessThan(400);
      expect(text.length).toBeLessThan(400);
      expect(`${name}${type}${text}`).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e\ud800]/);
    }
    expect(await debug.evaluate('text')).toMatchObject({ ok: true, text: expect.stringMatching(/^'x{3000}/) });
    expect((await debug.evaluate('text', { repr: true })).text.length).toBeLessThan(10_100);
  });

  test('code cannot pass for the library’s', async () => {
    const { debug } = await started(`import types
def secret():
    x = 1
    return x
secret.__code__ = secret.__code__.replace(co_filename='<frozen os>', co_name='helper', co_qualname='os.helper')
secret()
`);
    debug.setBreakpoint({ line: 6 });
    await debug.continue();
    const event = await debug.stepIn();
    expect(event).toMatchObject({ kind: 'stopped', frame: { file: '<frozen os>', line: 3, library: false } });
  });

  test('a program that tampers with what the debugger might use', async () => {
    const { debug } = await started(`import builtins, sys, linecache
for name in list(vars(builtins)):
    if name != 'print': builtins.__dict__.pop(name)
sys.modules.clear()
linecache.cache.clear()
x = 5
print(x)
`);
    debug.setBreakpoint({ line: 7 });
    const event = await debug.continue();
    expect(event).toMatchObject({ frame: { line: 7, source: 'print(x)' } });
    expect(await debug.evaluate('x + 1', { repr: true })).toMatchObject({ ok: true, text: '6' });
    expect(await debug.evaluate('x.nothing')).toMatchObject({ ok: false, type: 'AttributeError' });
    expect(await debug.continue()).toMatchObject({ kind: 'ended', result: { stdout: '5\n' } });
  });

  test('recursion without end is stepped in, looked at, and ends as ever', async () => {
    const source = 'def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    print(e)\n';
    const { debug } = await started(source);
    debug.setBreakpoint({ line: 2, condition: 'n == 990' });
    await debug.continue();
    expect(debug.frames().length).toBe(50);
    expect(await debug.evaluate('sum(i for i in range(n))')).toMatchObject({ text: '489555' });
    debug.breakpoints.clear();
    const end = await debug.continue();
    expect(end).toMatchObject({ result: { stdout: 'maximum recursion depth exceeded\n' } });
  });
});
