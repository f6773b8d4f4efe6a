// A machine that is debugged: it writes and spends what it would have anyway, and its lines are those of `sys.settrace`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileSource, DebugHook, inspect, type Motion, type Outcome, type PyModule, shown } from '../src/index.js';
import { linesOf } from '../src/machine/debug.js';
import { restore, snapshot } from '../src/snapshot/index.js';
import { Program, type Ran } from './snapshot-support.js';

const FILE = 'program.py';
const INTO: Motion = { kind: 'into' };
const conformance = fileURLToPath(new URL('../../../conformance/', import.meta.url));

/** Runs with a stop at each line. */
class Stepped extends Program {
  lines: number[] = [];
  /** Through a snapshot at every so many stops. */
  every = 0;

  override exec(source: string): Outcome {
    const code = compileSource(source, FILE, 'exec', this.charged(source));
    let hook = DebugHook.attach(this.machine);
    hook.go(INTO);
    let outcome = this.machine.runCode(code, (this.machine.modules.getStr('__main__') as PyModule).dict);
    for (let n = 1; outcome.kind === 'paused'; n++) {
      const frame = this.machine.pausedFrame!;
      if (frame.code.f.filename === FILE) this.lines.push(frame.code.f.positions[frame.pc * 4]!);
      if (this.every > 0 && n % this.every === 0) {
        this.machine = restore(snapshot(this.machine), this.options);
        hook = DebugHook.attach(this.machine, true);
      }
      hook.go(INTO);
      outcome = this.machine.resumeWith(null);
    }
    hook.detach();
    return outcome;
  }

  private charged(source: string) {
    this.machine.chargeSource(source.length);
    return this.machine.compileOptions(FILE, source);
  }
}

const sourceOf = (name: string) => readFileSync(path.join(conformance, name), 'utf8');
const same = ({ stdout, stderr, fuel, ended }: Ran) => ({ stdout, stderr, fuel, ended });

/** Programs of these folders. */
function programs(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(conformance, folder))
      .filter((name) => name.endsWith('.py'))
      .map((name) => `${folder}/${name}`),
  );
}

const PROGRAMS = programs(
  'generator',
  'comprehension',
  'statement',
  'with',
  'match',
  'async_generator',
  'scope',
  'coroutine',
  'exception_group',
);

/** Whose lines depend on when finalizers run, or on what is new in 3.14. */
const OTHER_LINES = /abandoned|hands_its_arguments|never_awaited|collected/;

describe('stepping through all lines', () => {
  test('there are programs enough', () => expect(PROGRAMS.length).toBeGreaterThan(40));

  test.each(PROGRAMS)('%s', (name) => {
    const source = sourceOf(name);
    expect(same(new Stepped().run(source, FILE))).toEqual(same(new Program().run(source, FILE)));
  });

  test.each(programs('with', 'scope').slice(0, 12))('%s, through snapshots', (name) => {
    const source = sourceOf(name);
    const stepped = new Stepped();
    stepped.every = 7;
    const plain = new Stepped();
    expect(same(stepped.run(source, FILE))).toEqual(same(plain.run(source, FILE)));
    expect(stepped.lines).toEqual(plain.lines);
  });
});

const TRACER = `
import io, json, sys, types, warnings
warnings.simplefilter('ignore')
source = sys.stdin.read()
lines = []
def local(frame, event, arg):
    if event == 'line': lines.append(frame.f_lineno)
    return local
def tracer(frame, event, arg):
    if frame.f_code.co_filename == 'program.py': return local
main = types.ModuleType('__main__')
sys.modules['__main__'] = main
out, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()
code = compile(source, 'program.py', 'exec')
sys.settrace(tracer)
try: exec(code, main.__dict__)
except BaseException: pass
sys.settrace(None)
json.dump(lines, out)
`;

/** CPython 3.13 or later, if there is one. */
function findPython(): string | undefined {
  const versions = path.join(os.homedir(), '.pyenv/versions');
  const own = existsSync(versions) ? readdirSync(versions).map((v) => path.join(versions, v, 'bin/python3')) : [];
  return [...own, 'python3'].find((python) => {
    const said = spawnSync(python, ['-c', 'import sys; print(sys.version_info[1])'], { encoding: 'utf8' });
    return said.status === 0 && Number(said.stdout) >= 13;
  });
}
const python = findPython();

describe.skipIf(python === undefined)('lines visited are those of sys.settrace', () => {
  test.each(PROGRAMS.filter((name) => !OTHER_LINES.test(name)))('%s', (name) => {
    const source = sourceOf(name);
    const stepped = new Stepped();
    stepped.run(source, FILE);
    const said = execFileSync(python!, ['-c', TRACER], { input: source, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(stepped.lines).toEqual(JSON.parse(said));
  });
});

describe('stops', () => {
  test('a loop of one instruction stops each time round', () => {
    const stepped = new Program();
    const { machine } = stepped;
    const source = 'while True: pass\n';
    const code = compileSource(source, FILE, 'exec', machine.compileOptions(FILE, source));
    const hook = DebugHook.attach(machine);
    hook.go(INTO);
    let outcome = machine.runCode(code, (machine.modules.getStr('__main__') as PyModule).dict);
    for (let i = 0; i < 5; i++) {
      expect(outcome.kind).toBe('paused');
      expect(hook.stop).toMatchObject({ reason: 'step' });
      hook.go(INTO);
      outcome = machine.resumeWith(null);
    }
    hook.go({ kind: 'run' });
    machine.stopAfter(10_000);
    expect(machine.resumeWith(null).kind).toBe('paused');
    expect(hook.stop).toBeNull();
  });

  test('an operand that Python code makes ready begins no line twice', () => {
    const source =
      'class C:\n    def __bool__(self):\n        return True\nx = (not\n    C())\nif (\n    C()\n): y = 1\n';
    const stepped = new Stepped();
    stepped.run(source, FILE);
    expect(stepped.lines).toEqual([1, 1, 2, 5, 4, 3, 7, 3, 8]);
  });

  test('frames and variables are seen at any pause', () => {
    const program = new Program(() => 50);
    const { machine } = program;
    const source = 'def f(a, *b):\n    c = [a, b]\n    for i in range(1000): d = i\nf(1, 2)\n';
    const code = compileSource(source, FILE, 'exec', machine.compileOptions(FILE, source));
    machine.stopAfter(100);
    const outcome = machine.runCode(code, (machine.modules.getStr('__main__') as PyModule).dict);
    expect(outcome.kind).toBe('paused');
    const before = machine.usage;
    const frames = inspect(machine, { globals: true });
    expect(machine.usage).toEqual(before);
    expect(frames.map((f) => [f.function, f.line, f.source])).toEqual([
      ['f', 3, '    for i in range(1000): d = i'],
      ['<module>', 4, 'f(1, 2)'],
    ]);
    expect(frames[0]!.locals.slice(0, 3).map((v) => `${v.name}=${v.text}`)).toEqual(['a=1', 'b=(2,)', 'c=[1, (2,)]']);
    const restored = restore(snapshot(machine), program.options);
    expect(inspect(restored, { globals: true })).toEqual(frames);
  });

  test('lines where it can stop', () => {
    const source = '"""doc"""\n\nx = 1\n# comment\ndef f(\n    a,\n):\n    """doc"""\n    return a\n';
    expect([...linesOf(compileSource(source, FILE, 'exec'))].sort((a, b) => a - b)).toEqual([1, 3, 5, 9]);
  });
});

test('values are shown in bounds', () => {
  expect(shown('x'.repeat(1e6)).length).toBeLessThan(300);
  expect(shown(10n ** 5000n)).toMatch(/^<int of about \d+ bits>$/);
  expect(shown('a\u001b[2J')).toBe("'a\\x1b[2J'");
  expect(shown(undefined)).toBe('<unbound>');
});
