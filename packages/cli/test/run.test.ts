/** `rexec run`, `-c`, standard input, `dis`, `check`: what they print and how they end. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { command, folderWith, rexec } from './support.js';

const folder = folderWith({
  'argv.py': 'import sys\nprint(sys.argv)\n',
  'exit.py': 'raise SystemExit(7)\n',
  'error.py': 'def f():\n    return 1 / 0\nf()\n',
  'forever.py': 'while True:\n    try:\n        while True: print("y")\n    except BaseException: pass\n',
  'syntax.py': 'def f(:\n',
  'echo.py': 'print(input())\nprint([*iter(input, "end")])\n',
  'helper.py': 'value = 42\n',
  'imports.py': 'import helper\nprint(helper.value)\n',
  'empty.py': '',
});
const inFolder = (args: string[], stdin?: string) => rexec(args, stdin, folder);

describe.concurrent('running', () => {
  test('a file, with its own arguments left alone', async () => {
    const r = await inFolder(['run', '--time', '5', 'argv.py', '--x', '-v', '--fuel', '3', '--', '-']);
    expect(r).toEqual({ status: 0, stdout: "['argv.py', '--x', '-v', '--fuel', '3', '--', '-']\n", stderr: '' });
  });
  test('a line, with its own arguments left alone', async () => {
    const r = await rexec(['--fuel', '1M', '-c', 'import sys; print(sys.argv)', '--b', '-c', 'd', '--json']);
    expect(r).toEqual({ status: 0, stdout: "['-c', '--b', '-c', 'd', '--json']\n", stderr: '' });
    expect((await rexec(['-cprint(3)'])).stdout).toBe('3\n');
  });
  test('standard input, named and not', async () => {
    expect((await rexec(['run', '-', 'a'], 'import sys; print(sys.argv)')).stdout).toBe("['-', 'a']\n");
    expect((await rexec(['-'], 'print(2)')).stdout).toBe('2\n');
    expect((await rexec([], 'print(3)\n1 + 1\n')).stdout).toBe('3\n');
  });
  test('an empty program', async () => {
    expect(await inFolder(['run', 'empty.py'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await rexec(['run', '-'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
  test('a program reads standard input', async () => {
    const r = await inFolder(['run', 'echo.py'], `${'é'.repeat(5000)}\na\nb\nend\nrest\n`);
    expect(r).toEqual({ status: 0, stdout: `${'é'.repeat(5000)}\n['a', 'b']\n`, stderr: '' });
  });
  test('modules are found where --path says, and nowhere else', async () => {
    expect((await inFolder(['run', '--path', '.', 'imports.py'])).stdout).toBe('42\n');
    const r = await inFolder(['run', 'imports.py']);
    expect(r.status).toBe(1);
    expect(r.stderr).toContain("ModuleNotFoundError: No module named 'helper'");
  });
});

describe.concurrent('exit status', () => {
  test.each([
    ['raise SystemExit', 0],
    ['raise SystemExit(7)', 7],
    ['raise SystemExit(256 + 9)', 9],
    ['import sys; sys.exit("why")', 1],
    ['1 / 0', 1],
    ['open("/etc/passwd")', 126],
    ['try: open("x")\nexcept OSError: 1 / 0', 1],
    ['try: open("x")\nexcept OSError: pass', 0],
  ])('%s', async (code, status) => {
    expect((await rexec(['-c', code])).status).toBe(status);
  });
  test.each([
    ['--fuel', '10k', 'fuel'],
    ['--time', '200ms', 'time'],
    ['--output', '100', 'output'],
  ])('124 for the limit %s', async (option, value, limit) => {
    const r = await inFolder(['run', option, value, 'forever.py']);
    expect(r.status).toBe(124);
    expect(r.stderr).toMatch(new RegExp(`^rexec: the program .* \\(limit: ${limit}\\)\\n$`));
  });
  test('124 for the limit --memory', async () => {
    const r = await rexec(['--memory', '8M', '-c', 'x = []\nwhile True: x.append("a" * len(x))']);
    expect([r.status, r.stderr]).toEqual([124, expect.stringContaining('(limit: memory)')]);
  });
  test('--recursion bounds what the program can ask for', async () => {
    const code = 'import sys\ndef f(n): return n and 1 + f(n - 1)\nprint(f(150))';
    expect((await rexec(['-c', code])).stdout).toBe('150\n');
    const r = await rexec(['--recursion', '100', '-c', code]);
    expect([r.status, r.stderr]).toEqual([
      1,
      expect.stringContaining('RecursionError: maximum recursion depth exceeded'),
    ]);
  });
});

describe.concurrent('what is printed', () => {
  test('a traceback', async () => {
    const { status, stderr } = await inFolder(['run', 'error.py']);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'Traceback (most recent call last):\n  File "error.py", line 3, in <module>\n    f()\n    ~^^\n' +
        '  File "error.py", line 2, in f\n    return 1 / 0\n           ~~^~~\nZeroDivisionError: division by zero\n',
    );
  });
  test('--json is one object', async () => {
    const r = await rexec(['--json', '-c', 'print(1)\nopen("/etc/passwd")']);
    expect([r.status, r.stderr, r.stdout.split('\n').length]).toEqual([126, '', 2]);
    const result = JSON.parse(r.stdout);
    expect(Object.keys(result)).toEqual([
      'status',
      'value',
      'stdout',
      'stderr',
      'error',
      'exitCode',
      'refusals',
      'usage',
    ]);
    expect(result).toMatchObject({
      status: 'refused',
      stdout: '1\n',
      error: { type: 'PermissionError' },
      refusals: [{ event: 'open', detail: expect.stringContaining('/etc/passwd') }],
    });
  });
  test('--json for a limit', async () => {
    const r = await inFolder(['run', '--json', '--fuel', '10k', 'forever.py']);
    expect(r.status).toBe(124);
    expect(JSON.parse(r.stdout)).toMatchObject({ status: 'limit', error: { type: 'LimitError', limit: 'fuel' } });
  });
  test('dis shows instructions', async () => {
    const r = await inFolder(['dis', 'error.py']);
    expect(r.status).toBe(0);
    expect(r.stdout).toContain('RETURN_VALUE');
    expect((await rexec(['dis', '-'], 'x = 1')).stdout).toContain('<stdin>');
  });
  test('check names the mistakes of every file', async () => {
    expect(await inFolder(['check', 'argv.py', 'error.py'])).toEqual({ status: 0, stdout: '', stderr: '' });
    const r = await inFolder(['check', 'syntax.py', 'argv.py', 'none.py', 'syntax.py']);
    expect(r.status).toBe(64);
    expect(r.stdout.match(/SyntaxError: invalid syntax/g)).toHaveLength(2);
    expect(r.stderr).toContain('rexec: cannot read none.py: no such file\n');
    expect((await inFolder(['check', 'syntax.py'])).status).toBe(1);
  });
});

test('a reader that goes away ends the command quietly', async () => {
  const child = spawn(process.execPath, [command, 'run', '--time', '600', `${folder}/forever.py`]);
  let stderr = '';
  child.stderr.on('data', (t) => {
    stderr += t;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, stderr]).toEqual([1, '']);
});
