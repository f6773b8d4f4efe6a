// A cell's sources are held to the language of its policy, by whatever way they come in.
import { afterAll, describe, expect, test } from 'vitest';
import { Cell, MemorySink, Policy, ProcessCell } from '../src/index.js';

const SCRIPT =
  'extends = "pure"\n[language]\nprofile = "script"\nloops = "bounded"\n[language.imports]\nallow = ["*"]\n' +
  '[language.names]\nallow = ["*"]\n[modules]\npath = ["/lib"]\n[[files.mounts]]\nat = "/lib"\nmemory = "1 MB"\n';

/** The profile without its rules about names that run sources. */
const OPEN = `extends = "pure"
[language]
loops = "bounded"
definitions = "functions"
[modules]
allow = ["runpy"]
path = ["/lib"]
[[files.mounts]]
at = "/lib"
memory = "1 MB"
`;
const policy = (text: string) => Policy.parse(text, { filename: 'p.toml' });
const CLASS = 'class A:\n    pass\n';

function cellWith(text = OPEN) {
  const sink = new MemorySink();
  return { cell: Cell.create({ policy: policy(text), sinks: [sink] }), sink };
}

test('a refused source runs no line, and its result has all findings', async () => {
  const { cell, sink } = cellWith(SCRIPT);
  const result = await cell.run('print("never")\nwhile True:\n    pass\nclass A: pass\n', { filename: 'app.py' });
  expect(result).toMatchObject({ status: 'refused', stdout: '' });
  expect(result.error).toMatchObject({
    type: 'SyntaxError',
    message: 'a while loop is not allowed: it has no bound (language.loops, p.toml:4) (app.py, line 2)',
    findings: [
      { line: 2, column: 1, rule: 'language.loops', source: 'p.toml:4' },
      { line: 4, column: 1, rule: 'language.definitions', source: 'profile script' },
    ],
  });
  expect(result.error!.traceback).toContain('    while True:\n    ^^^^^^^^^^^\nSyntaxError: a while loop');
  expect(result.error!.traceback).toContain('app.py:4:1: a class definition is not allowed');
  expect(result.refusals).toEqual([
    { event: 'compile', detail: 'app.py:2:1: a while loop is not allowed: it has no bound (language.loops, p.toml:4)' },
  ]);
  expect(sink.events.filter((e) => e.event === 'compile')).toMatchObject([
    { decision: 'deny', rule: 'language.loops (p.toml:4)' },
  ]);
  // It can go on.
  expect(await cell.run('print("still here")')).toMatchObject({ status: 'ok', stdout: 'still here\n' });
});

describe('every way in', () => {
  const ways: [name: string, source: string][] = [
    ['exec', `exec(${JSON.stringify(CLASS)})`],
    ['eval', 'eval("[x for x in iter([])]")'],
    ['compile', `exec(compile(${JSON.stringify(CLASS)}, "a", "exec"))`],
    ['compile in single mode', `compile(${JSON.stringify(CLASS)}, "a", "single")`],
    ['bytes', `exec(${JSON.stringify(CLASS)}.encode())`],
    ['another encoding', `exec(("# coding: utf-16-le\\n" ).encode() and ${JSON.stringify(CLASS)}.encode("utf-8-sig"))`],
    ['a tree', `import ast\ncompile(ast.parse(${JSON.stringify(CLASS)}), "a", "exec")`],
    [
      'a tree made by hand',
      'import ast\nt = ast.Module([ast.While(ast.Constant(1), [ast.Pass()], [])], [])\ncompile(ast.fix_missing_locations(t), "a", "exec")',
    ],
    ['a callback', `list(map(exec, [${JSON.stringify(CLASS)}]))`],
    ['a sort key', `sorted([${JSON.stringify(CLASS)}], key=exec)`],
    ['functools', `import functools\nfunctools.partial(exec, ${JSON.stringify(CLASS)})()`],
    ['functools.reduce', `import functools\nfunctools.reduce(lambda a, b: exec(b), [1, ${JSON.stringify(CLASS)}])`],
    ['code', `import code\ncode.InteractiveInterpreter().runcode(compile(${JSON.stringify(CLASS)}, "a", "exec"))`],
    ['timeit', 'import timeit\ntimeit.timeit("while 1: break", number=1)'],
    ['a mounted module', 'import mine'],
    ['a package', 'import pack.inner'],
    ['importlib', 'import importlib\nimportlib.import_module("mine")'],
    [
      'a loader',
      'import importlib.util\ns = importlib.util.find_spec("mine")\ns.loader.exec_module(importlib.util.module_from_spec(s))',
    ],
    ['a finalizer', `import weakref\ndef f(): pass\nw = weakref.finalize(f, exec, ${JSON.stringify(CLASS)})\nw()`],
    [
      'a dataclass of the program',
      'import dataclasses\ndataclasses.make_dataclass("A", [("x", int)])\nexec("while 1: pass")',
    ],
    ['an audit hook of the program', `import sys\nsys.addaudithook(lambda *a: None)\nexec(${JSON.stringify(CLASS)})`],
  ];
  const files = { 'mine.py': CLASS, 'pack/__init__.py': '', 'pack/inner.py': CLASS };
  test.each(ways)('%s', async (_name, source) => {
    const { cell } = cellWith();
    cell.runSync('import os\nos.mkdir("/lib/pack")');
    for (const [name, text] of Object.entries(files)) {
      const writing = `with open("/lib/${name}", "w") as f:\n    f.write(${JSON.stringify(text)})\n`;
      expect(cell.runSync(writing).status).toBe('ok');
    }
    const result = await cell.run(source);
    expect([result.status, result.error?.type]).toEqual(['refused', 'SyntaxError']);
    expect(result.error!.findings).toHaveLength(1);
    expect(result.refusals.some((r) => r.event === 'compile')).toBe(true);
  });
});

test('a module that is run as the program', async () => {
  const { cell } = cellWith();
  cell.runSync(`with open("/lib/mine.py", "w") as f:\n    f.write(${JSON.stringify(CLASS)})\n`);
  expect(await cell.run('mine', { mode: 'module' })).toMatchObject({
    status: 'refused',
    error: { type: 'SyntaxError' },
  });
});

test('an expression in a string annotation', async () => {
  const { cell } = cellWith();
  const result = await cell.run('import typing\ndef f(x: "[y for y in iter(())]"): pass\ntyping.get_type_hints(f)');
  // typing raises an error of its own.
  expect([result.status, result.error!.type]).toEqual(['error', 'SyntaxError']);
  expect(result.refusals).toMatchObject([{ event: 'compile' }]);
});

test('a program that catches the refusal goes on', async () => {
  const { cell } = cellWith();
  const result = await cell.run(
    `try:\n    exec(${JSON.stringify(CLASS + CLASS)})\nexcept SyntaxError as e:\n    print(e.lineno, e.offset, e.text.strip(), e.__notes__)\n`,
  );
  expect(result).toMatchObject({
    status: 'ok',
    stdout:
      "1 1 class A: ['<string>:3:1: a class definition is not allowed: this language has no classes (language.definitions, p.toml:4)']\n",
  });
});

test('the library’s own sources are not held to it', async () => {
  const { cell } = cellWith();
  const result = await cell.run(
    'import collections, argparse, dataclasses, typing, json, re, unittest\n' +
      'P = collections.namedtuple("P", "a b")\nprint(P(1, 2), typing.NamedTuple("Q", [("x", int)])(3))\n' +
      'print(json.dumps([1]), re.sub("a", "b", "a"))\n',
  );
  expect(result).toMatchObject({ status: 'ok', stdout: 'P(a=1, b=2) Q(x=3)\n[1] b\n' });
  // Nor can the program make them do its work.
  expect((await cell.run('collections.namedtuple("P", ["a): pass\\nclass B: pass\\n#"])')).error!.type).toBe(
    'ValueError',
  );
});

test('cells that the program makes are held to it, whatever their policies say', async () => {
  const { cell, sink } = cellWith(`${OPEN.replace('"runpy"', '"rexec"')}[limits]\ncells = 3\n`);
  const result = await cell.run(
    'import rexec\nr = rexec.RExec()\nr.r_exec("x = 1")\nprint(r.r_eval("x + 1"))\n' +
      `r.r_exec(${JSON.stringify(CLASS)})\n`,
  );
  expect(result.stdout).toBe('2\n');
  expect(result.error).toMatchObject({ type: 'SyntaxError' });
  expect(result.error!.message).toContain('a class definition is not allowed');
  expect(sink.events.filter((e) => e.event === 'compile' && e.decision === 'deny').map((e) => e.cell)).toEqual([
    'main/1',
  ]);
});

test('evaluate', async () => {
  const { cell } = cellWith();
  expect((await cell.evaluate('1 + 1')).value).toBe(2);
  expect((await cell.evaluate('[x for x in iter(())]')).status).toBe('refused');
  const formula = Cell.create({ policy: policy('[language]\nprofile = "expression"\n') });
  expect((await formula.evaluate('2 * 21')).value).toBe(42);
  expect((await formula.run('x = 1')).status).toBe('refused');
  expect((await formula.run('2 * 21')).status).toBe('ok');
  expect((await formula.evaluate('(lambda: 1)()')).error!.findings![0]!.rule).toBe('language.definitions');
});

test('without a supervisor, a cell has the rules that it is given', () => {
  const cell = Cell.create({ language: policy(OPEN).parts.language });
  const result = cell.runSync(CLASS);
  expect(result.status).toBe('refused');
  expect(result.refusals).toMatchObject([{ event: 'compile' }]);
});

test('a snapshot keeps it', async () => {
  const { cell } = cellWith();
  await cell.run('x = 1');
  const bytes = cell.snapshot();
  const again = Cell.restore(bytes, { policy: policy(OPEN) });
  expect((await again.run('print(x)')).stdout).toBe('1\n');
  expect((await again.run(CLASS)).status).toBe('refused');
  expect((await cell.fork().run(CLASS)).status).toBe('refused');
  expect(() => Cell.restore(bytes, { policy: 'pure' })).toThrow('language no longer has');
});

test('the check is paid for', () => {
  const source = `x = [${'[1],'.repeat(1000)}]\n`;
  const fuel = (language: string) => {
    const cell = Cell.create({ policy: policy(language) });
    cell.runSync(source);
    return cell.usage.fuel;
  };
  const more = fuel('[language]\nprofile = "restricted"\n') - fuel('');
  expect(more).toBeGreaterThan(2000);
  expect(more).toBeLessThan(10_000);
  const poor = Cell.create({ policy: policy('[language]\nprofile = "restricted"\n[limits]\nfuel = 12000\n') });
  expect(poor.runSync(`x = [${'[1],'.repeat(900)}]\n`).status).toBe('limit');
});

describe('what a language lets pass ends by limits', () => {
  const table: [profile: 'expression' | 'script', source: string, end: RegExp][] = [
    ['expression', '[a for a in range(10**6) for b in range(10**6)]', /fuel|bytes|longer than/],
    ['expression', 'sum(a for a in range(10**9) for b in range(10**9))', /fuel/],
    ['expression', '"a" * 10**9', /1000000000 bytes at once/],
    ['expression', '10 ** 10 ** 10', /bytes at once/],
    ['script', 'x = [0]\nwhile True:\n    x += x\n', /bytes/],
    ['script', 'while True:\n    pass\n', /fuel/],
    ['script', 'f = lambda x: f(x)\nf(1)\n', /^maximum recursion depth exceeded/],
    ['script', '(lambda f: f(f))(lambda f: f(f))\n', /^maximum recursion depth exceeded/],
  ];
  test.each(table)('%s: %s', (profile, source, end) => {
    const limits = { fuel: 200_000, memory: '1 MiB', time: '600 s' };
    const cell = Cell.create({ policy: Policy.from({ language: { profile }, limits }) });
    const { error } = cell.runSync(source, { mode: profile === 'expression' ? 'eval' : 'exec' });
    expect(error!.message).toMatch(end);
    expect(error!.message).not.toContain('\n');
  });
});

describe('in a process of its own', () => {
  const cells: ProcessCell[] = [];
  afterAll(() => {
    for (const cell of cells) cell.dispose();
  });
  test('the same, findings too', async () => {
    const sink = new MemorySink();
    const cell = ProcessCell.create({ policy: policy(OPEN), sinks: [sink] });
    cells.push(cell);
    const result = await cell.run(`x = 1\n${CLASS}`, { filename: 'a.py' });
    expect(result).toMatchObject({
      status: 'refused',
      error: {
        type: 'SyntaxError',
        findings: [{ line: 2, column: 1, rule: 'language.definitions', source: 'p.toml:4' }],
      },
      refusals: [{ event: 'compile' }],
    });
    expect((await cell.run('exec("class A: pass")')).status).toBe('refused');
    expect((await cell.run('print(1)')).stdout).toBe('1\n');
    expect(sink.events.filter((e) => e.event === 'compile' && e.decision === 'deny')).toHaveLength(2);
  });
});
